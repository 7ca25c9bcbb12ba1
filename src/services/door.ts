import { join } from 'node:path'

/** The start file of this nightdesk: what processes that it starts run. */
export const door = join(import.meta.dirname, '../../bin/nightdesk.js')
