import { join } from 'node:path'
import { sha256 } from '../../../base/hash.ts'

/** The two roles of the embedded database: the owner migrates, the application does everything else. */
export type EmbeddedRole = 'nightdesk' | 'nightdesk_owner'

export const embeddedDatabase = 'nightdesk'
/** The socket in its folder. */
export const socketFile = '.s.PGSQL.5432'
// A socket's path may have 107 bytes on Linux and 103 on macOS; the file adds 15.
const longestFolder = 88

/** The folder of the embedded server in a data folder. It may be a link to where the server's user can reach. */
export function serverFolder(home: string): string {
  return join(home, 'postgres')
}

/** The folder of the socket: in the data folder, or under /tmp with a name made from it where that is too long or strange. */
export function socketFolder(home: string): string {
  const inside = join(serverFolder(home), 'run')
  // Not TMPDIR: two commands with different ones must agree.
  // A comma or a quote would end the name in PostgreSQL's settings and in URLs.
  const isPlain = !/[,"'\\]/.test(inside) && Buffer.byteLength(inside) <= longestFolder
  return isPlain ? inside : `/tmp/nightdesk-${sha256(home).slice(0, 16)}`
}

/** The URL of the embedded database in a data folder. Nothing is started and nothing is read. */
export function embeddedUrl(
  home: string,
  role: EmbeddedRole = 'nightdesk',
  database: string = embeddedDatabase,
): string {
  return `postgres:///${database}?host=${encodeURIComponent(socketFolder(home))}&user=${role}`
}
