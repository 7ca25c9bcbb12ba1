import * as v from 'valibot'
import {
  type Alias,
  type Document,
  LineCounter,
  isAlias,
  isMap,
  isScalar,
  isSeq,
  parseDocument,
  visit,
} from 'yaml'
import { AppError } from '../base/app-error.ts'
import { truncate } from '../base/text.ts'
import { type Brand, brandSchema } from '../contracts/brand.ts'
import { describeIssue, describeList } from './yaml-issue.ts'

type Path = readonly (string | number)[]

export interface YamlFile<Value> {
  value: Value
  /** The error for what the schema cannot know about the value, each with the place of its path in the file. */
  problems(found: readonly ValueProblem[]): AppError
}

export interface ValueProblem {
  path: Path
  sentence: string
}

interface Problem {
  line: number
  column: number
  sentence: string
}

interface Source {
  document: Document.Parsed
  lines: LineCounter
}

const largestBytes = 256 * 1024
const deepest = 100
const mostAliases = 20
const mostProblems = 40
const start = { line: 1, column: 1 }

/** Reads a brand file. Throws every problem at once, each with its line and column. */
export function readBrand(text: string, fileName: string): YamlFile<Brand> {
  return readYaml(text, fileName, brandSchema)
}

/**
 * Reads YAML 1.2 by a schema. An AppError `wrong-use` names every problem as `file:line:column: what is wrong`.
 * At most 256 KB, 100 levels and 20 aliases, since a small file of aliases can unfold to gigabytes.
 */
export function readYaml<Value>(
  text: string,
  fileName: string,
  schema: v.GenericSchema<unknown, Value>,
): YamlFile<Value> {
  const unreadable = refusal(text)
  if (unreadable !== undefined) throw problemsError(fileName, [unreadable])
  const lines = new LineCounter()
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false, logLevel: 'error' })
  const source = { document, lines }
  const syntax = syntaxProblems(source)
  if (syntax.length > 0) throw problemsError(fileName, syntax)
  const parsed = v.safeParse(schema, document.toJS({ maxAliasCount: mostAliases }))
  if (!parsed.success) throw problemsError(fileName, schemaProblems(source, schema, parsed.issues))
  return {
    value: parsed.output,
    problems: (found) =>
      problemsError(
        fileName,
        found.map(({ path, sentence }) => ({ ...placeOf(source, path), sentence })),
      ),
  }
}

/** The file with other values under these keys; everything else stays, comments included. */
export function replaceInYaml(text: string, values: Readonly<Record<string, unknown>>): string {
  const document = parseDocument(text)
  for (const [key, value] of Object.entries(values)) document.set(key, value)
  return document.toString()
}

function refusal(text: string): Problem | undefined {
  const bytes = Buffer.byteLength(text)
  if (bytes > largestBytes)
    return { ...start, sentence: `the file has ${bytes} bytes, more than the ${largestBytes} allowed` }
  const deep = deepLine(text)
  if (deep !== undefined)
    return { line: deep, column: 1, sentence: `this is nested more than ${deepest} levels deep` }
  const isEmpty = text.split('\n').every((line) => /^\s*(?:#.*)?$/u.test(line))
  return isEmpty ? { ...start, sentence: 'the file is empty' } : undefined
}

/** The parser calls itself for each level: brackets, dashes and indents are counted before it can run out of stack. */
function deepLine(text: string): number | undefined {
  let open = 0
  for (const [index, line] of text.split('\n').entries()) {
    open += (line.match(/[[{]/g)?.length ?? 0) - (line.match(/[\]}]/g)?.length ?? 0)
    const dashes = /^(?:\s*[-?] )+/.exec(line)?.[0].length ?? 0
    if (open > deepest || Math.max(dashes, line.search(/\S/)) > deepest * 2) return index + 1
  }
  return undefined
}

function syntaxProblems({ document, lines }: Source): Problem[] {
  const problems = [...telling(document.errors), ...document.warnings].map((error) => ({
    ...placeAt(lines, error.pos[0]),
    sentence: syntaxSentence(error.code, error.message),
  }))
  const aliases = aliasesOf(document)
  const lost = aliases
    .filter((alias) => alias.resolve(document) === undefined)
    .map((alias) => ({
      ...placeAt(lines, alias.range?.[0] ?? 0),
      sentence: `*${alias.source} refers to &${alias.source}, which does not stand before it`,
    }))
  const excess = aliases[mostAliases]?.range?.[0]
  if (excess === undefined) return [...problems, ...lost]
  const sentence = `the file uses ${aliases.length} aliases, more than the ${mostAliases} allowed`
  return [...problems, { ...placeAt(lines, excess), sentence }]
}

/** Where a text is no YAML, the parser stumbles over all that follows: the first place is enough. */
function telling(errors: Document.Parsed['errors']): Document.Parsed['errors'] {
  const first = errors.find(({ code }) => sentences[code] === undefined)
  return errors.filter((error) => error === first || sentences[error.code] !== undefined)
}

const sentences: Partial<Record<string, string>> = {
  TAB_AS_INDENT: 'a tab indents this line; YAML wants spaces',
  DUPLICATE_KEY: 'this key stands here for the second time',
  MULTIPLE_DOCS: 'a second document starts here; one file holds one',
}

function syntaxSentence(code: string, message: string): string {
  return sentences[code] ?? `this is not YAML: ${truncate(message.replace(/\s+/g, ' '), 120)}`
}

function aliasesOf(document: Document.Parsed): Alias[] {
  const aliases: Alias[] = []
  visit(document, {
    Alias: (_key, node) => {
      aliases.push(node)
    },
  })
  return aliases
}

function schemaProblems(
  source: Source,
  schema: v.GenericSchema,
  issues: readonly v.BaseIssue<unknown>[],
): Problem[] {
  const lists = new Map<string, Problem>()
  const problems = issues.flatMap((issue) => {
    const list = listForGroup(issue)
    if (list === undefined) return [toProblem(source, schema, issue)]
    lists.set(list.join('.'), { ...placeOf(source, list), sentence: describeList(list) })
    return []
  })
  return [...problems, ...lists.values()]
}

/** The path of a list that stands where a group of keys belongs: the schema would call each key missing, one by one. */
function listForGroup(issue: v.BaseIssue<unknown>): Path | undefined {
  const last = issue.path?.at(-1)
  if (last?.type !== 'object' || !Array.isArray(last.input)) return undefined
  return pathOf(issue).slice(0, -1)
}

function pathOf(issue: v.BaseIssue<unknown>): Path {
  return (issue.path ?? []).map((step) => step.key as string | number)
}

function toProblem(source: Source, schema: v.GenericSchema, issue: v.BaseIssue<unknown>): Problem {
  const path = pathOf(issue)
  const place = issue.expected === 'never' ? keyPlace(source, path) : placeOf(source, path)
  return { ...place, sentence: describeIssue(schema, path, issue) }
}

/** Where the last key of the path stands: a key that is not known is wrong itself, not its value. */
function keyPlace({ document, lines }: Source, path: Path): { line: number; column: number } {
  const around = path.length === 1 ? document.contents : document.getIn(path.slice(0, -1), true)
  const keys = isMap(around) ? around.items.map((pair) => pair.key) : []
  const key = keys.find((candidate) => isScalar(candidate) && String(candidate.value) === path.at(-1))
  return placeAt(lines, offsetOf(key) ?? 0)
}

/** Where the value stands, or the nearest around it where it is missing. */
function placeOf({ document, lines }: Source, path: Path): { line: number; column: number } {
  let offset = 0
  let node: unknown = document.contents
  for (const step of path) {
    if (isAlias(node)) node = node.resolve(document)
    const found = childOf(node, step)
    if (found === undefined) break
    offset = found.offset
    node = found.node
  }
  return placeAt(lines, offset)
}

function childOf(node: unknown, step: string | number): { node: unknown; offset: number } | undefined {
  if (isMap(node)) {
    const pair = node.items.find(({ key }) => isScalar(key) && String(key.value) === String(step))
    if (pair === undefined) return undefined
    return { node: pair.value, offset: offsetOf(pair.value) ?? offsetOf(pair.key) ?? 0 }
  }
  const item = isSeq(node) && typeof step === 'number' ? node.items[step] : undefined
  const offset = offsetOf(item)
  return offset === undefined ? undefined : { node: item, offset }
}

/** Undefined for an empty value, which takes no room: its key is the place to look at. */
function offsetOf(node: unknown): number | undefined {
  if (isScalar(node) && node.value === null && node.source === '') return undefined
  const known = isScalar(node) || isMap(node) || isSeq(node) || isAlias(node)
  return known ? node.range?.[0] : undefined
}

function placeAt(lines: LineCounter, offset: number): { line: number; column: number } {
  const { line, col } = lines.linePos(offset)
  return { line: Math.max(1, line), column: Math.max(1, col) }
}

function problemsError(fileName: string, problems: readonly Problem[]): AppError {
  const lines = problems
    .toSorted((a, b) => a.line - b.line || a.column - b.column)
    .map(({ line, column, sentence }) => `${fileName}:${line}:${column}: ${sentence}`)
  const shown = lines.slice(0, mostProblems)
  if (lines.length > shown.length) shown.push(`and ${lines.length - shown.length} more`)
  return new AppError('wrong-use', shown.join('\n'), {
    hint: `Mend ${problems.length === 1 ? 'this line' : 'these lines'}, then try again.`,
  })
}
