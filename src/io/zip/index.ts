import { strToU8, zipSync } from 'fflate'

/** A ZIP of text files. The same files give the same bytes: they are all dated 1980-01-01, the first day that a ZIP knows. */
export function zipFiles(files: Readonly<Record<string, string>>): Uint8Array {
  const named = Object.entries(files).map(([name, text]) => [name, strToU8(text)] as const)
  return zipSync(Object.fromEntries(named), { mtime: new Date(1980, 0, 1), level: 9 })
}
