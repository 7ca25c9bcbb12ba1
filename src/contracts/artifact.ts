/** A file that a job produced. */
export interface Artifact {
  id: string
  name: string
  mediaType: string
  bytes: number
  sha256: string
}

export interface ArtifactStore {
  /** At most 64 MiB. Writing the same name twice in one job replaces the file; `resultName` is the engine's own. */
  write(name: string, mediaType: string, content: string | Uint8Array): Promise<Artifact>
}

/** The artifact with a result that is too large for the row of its job. The name is the engine's. */
export const resultName = 'result.json'

/** What the row of a job holds in place of a result that is too large for it: the artifact has it whole. */
export interface ResultReference {
  /** The artifact's id. */
  artifact: string
  bytes: number
  sha256: string
}
