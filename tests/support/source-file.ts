import { globSync, readFileSync } from 'node:fs'
import { join, posix } from 'node:path'

const root = join(import.meta.dirname, '../..')

/** One file of src/: its path from src/ with forward slashes, and its text. */
export interface SourceFile {
  path: string
  text: string
}

export interface Import {
  /** The path from src/ of a file of ours, or the name of a package. */
  target: string
  internal: boolean
  /** `import type`: nothing is loaded. */
  typeOnly: boolean
}

export interface SqlTemplate {
  text: string
  line: number
}

export function readSource(): SourceFile[] {
  return globSync('**/*.ts', { cwd: join(root, 'src') })
    .map((path) => path.replaceAll('\\', '/'))
    .sort()
    .map((path) => ({ path, text: readFileSync(join(root, 'src', path), 'utf8') }))
}

/** The tables of sql/ whose rows belong to an org. */
export function readTenantTables(): string[] {
  const files = globSync('*.sql', { cwd: join(root, 'sql') })
  const text = files.map((file) => readFileSync(join(root, 'sql', file), 'utf8')).join('\n')
  return [...text.matchAll(/^create table ([a-z_]+) \(([^]*?)^\);/gmu)]
    .filter(([, , columns]) => columns?.includes('org_id'))
    .map(([, table]) => table ?? '')
}

const staticImport = /^\s*(?:import|export)\s+(type\s+)?(?:[\w*\s{},$]+?\s+from\s+)?['"]([^'"]+)['"]/gmu
const dynamicImport = /\bimport\(\s*(?:\/\*[^*]*\*\/\s*)?(?:(['"`])([^'"`$]+)\1|([^'"`\s)]))/gu

/** Everything that a file imports, at its top or in a function. A computed name is returned as `(computed)`. */
export function importsOf(file: SourceFile): Import[] {
  const code = withoutComments(file.text)
  const found: Import[] = []
  for (const [, type, name = ''] of code.matchAll(staticImport))
    found.push(resolve(file.path, name, type !== undefined))
  for (const [, , name] of code.matchAll(dynamicImport))
    found.push(resolve(file.path, name ?? '(computed)', false))
  return found
}

/** The templates that are tagged `sql`, fragments inside them included in their text. */
export function sqlTemplates(file: SourceFile): SqlTemplate[] {
  const found: SqlTemplate[] = []
  const start = /\bsql(?:<[^`;]*?>)?`/gu
  for (let match = start.exec(file.text); match !== null; match = start.exec(file.text)) {
    const from = match.index + match[0].length
    const end = templateEnd(file.text, from)
    found.push({ text: file.text.slice(from, end), line: file.text.slice(0, from).split('\n').length })
    start.lastIndex = end
  }
  return found
}

/** The contents of all strings and templates. */
export function literalsOf(code: string): string[] {
  const literals = code.matchAll(/'(?:[^'\\\n]|\\.)*'|"(?:[^"\\\n]|\\.)*"|`(?:[^`\\]|\\[^])*`/gu)
  return [...literals].map(([literal]) => literal.slice(1, -1))
}

/** Comments become spaces; what looks like one inside a string stays. */
export function withoutComments(text: string): string {
  return text.replace(
    /('(?:[^'\\\n]|\\.)*'|"(?:[^"\\\n]|\\.)*"|`(?:[^`\\]|\\[^])*`)|\/\*[^]*?\*\/|(^|\s)\/\/[^\n]*/gu,
    (_all, literal: string | undefined, before: string | undefined) => literal ?? before ?? ' ',
  )
}

function resolve(from: string, name: string, typeOnly: boolean): Import {
  if (name.startsWith('.')) return { target: posix.join(posix.dirname(from), name), internal: true, typeOnly }
  const parts = name.split('/')
  const target = name.startsWith('@') ? parts.slice(0, 2).join('/') : (parts[0] ?? name)
  return { target, internal: false, typeOnly }
}

/** Where the template ends that begins at `from`, templates in its `${}` skipped. */
function templateEnd(text: string, from: number): number {
  for (let at = from; at < text.length; at += 1) {
    if (text[at] === '\\') at += 1
    else if (text[at] === '`') return at
    else if (text[at] === '$' && text[at + 1] === '{') at = holeEnd(text, at + 2)
  }
  return text.length
}

function holeEnd(text: string, from: number): number {
  let depth = 1
  for (let at = from; at < text.length; at += 1) {
    if (text[at] === '`') at = templateEnd(text, at + 1)
    else if (text[at] === '{') depth += 1
    else if (text[at] === '}') depth -= 1
    if (depth === 0) return at
  }
  return text.length
}
