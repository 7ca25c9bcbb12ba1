/** A file that a job produced. */
export interface Artifact {
  id: string
  name: string
  mediaType: string
  bytes: number
  sha256: string
}

export interface ArtifactStore {
  /** At most 64 MiB. Writing the same name twice in one job replaces the file. */
  write(name: string, mediaType: string, content: string | Uint8Array): Promise<Artifact>
}
