import type { ImportFormat } from '../../contracts/import.ts'
import { calendar } from './calendar.ts'
import { csv } from './csv.ts'
import { jrnl } from './jrnl.ts'
import { markdown } from './markdown.ts'
import { org } from './org.ts'
import { taskwarrior } from './taskwarrior.ts'
import { timewarrior } from './timewarrior.ts'

/** Every format that `import` reads. The first that recognises a file is taken, so the stricter ones come first. */
export const importFormats: readonly ImportFormat[] = [
  calendar,
  taskwarrior,
  timewarrior,
  org,
  jrnl,
  csv,
  markdown,
]
