import type * as v from 'valibot'
import { isPlainObject } from '../base/json.ts'
import { hideCredentials } from '../base/web-address.ts'
import { didYouMean, listWords, squeeze, truncate } from '../base/text.ts'

type Path = readonly (string | number)[]

/** What a schema holds inside, as far as its keys are concerned. */
interface Inside {
  entries?: Record<string, Inside>
  item?: Inside
  wrapped?: Inside
}

const nouns: Record<string, string> = {
  string: 'a text',
  number: 'a number',
  boolean: 'true or false',
  array: 'a list',
  strict_object: 'a group of keys',
}

/** A problem that a schema found, as a sentence for a person: `recipients[0] must be an e-mail address, not "foo"`. */
export function describeIssue(schema: v.GenericSchema, path: Path, issue: v.BaseIssue<unknown>): string {
  const name = nameOf(path)
  if (issue.expected === 'never') return unknownKey(schema, path)
  if (issue.type === 'strict_object' && issue.received === 'undefined') return `${name} is missing`
  if (issue.kind === 'schema' && issue.type !== 'picklist') return wrongType(name, issue)
  return `${name} ${rule(issue)}, not ${show(issue.path?.at(-1)?.value ?? issue.input)}`
}

/** The same for a list where a group of keys belongs. */
export function describeList(path: Path): string {
  return `${nameOf(path)} must be a group of keys, not a list`
}

/** `sources[2].url`; the whole file where the path is empty. */
function nameOf(path: Path): string {
  if (path.length === 0) return 'the file'
  const name = path
    .map((step, index) => (typeof step === 'number' ? `[${step}]` : `${index === 0 ? '' : '.'}${step}`))
    .join('')
  return truncate(squeeze(name), 100)
}

function unknownKey(schema: v.GenericSchema, path: Path): string {
  const key = String(path.at(-1))
  const keys = Object.keys(insideAt(schema as Inside, path.slice(0, -1))?.entries ?? {})
  const near = didYouMean(key, keys)
  const advice = near === undefined ? `the keys here are ${listWords(keys)}` : `did you mean ${near}?`
  return `${nameOf(path)} is not a known key; ${advice}`
}

function insideAt(schema: Inside, path: Path): Inside | undefined {
  let inside = unwrap(schema)
  for (const step of path) inside = unwrap(typeof step === 'number' ? inside?.item : inside?.entries?.[step])
  return inside
}

function unwrap(schema: Inside | undefined): Inside | undefined {
  let inside = schema
  while (inside?.wrapped !== undefined) inside = inside.wrapped
  return inside
}

function wrongType(name: string, issue: v.BaseIssue<unknown>): string {
  const wanted = nouns[issue.type] ?? issue.type
  if (issue.input === null) return `${name} must be ${wanted}; it is empty`
  return `${name} must be ${wanted}, not ${show(issue.input)}${cure(issue)}`
}

function cure({ type, input }: v.BaseIssue<unknown>): string {
  if (type === 'string' && ['number', 'boolean'].includes(typeof input)) return '; put it in quotes'
  return type === 'array' && typeof input === 'string' ? '; put it in brackets' : ''
}

function rule(issue: v.BaseIssue<unknown>): string {
  if (issue.type === 'integer') return 'must be a whole number'
  if (issue.type === 'min_value') return `must be at least ${String(issue.requirement)}`
  if (issue.type === 'max_value') return `must be at most ${String(issue.requirement)}`
  return issue.message
}

function show(value: unknown): string {
  if (Array.isArray(value)) return value.length === 0 ? 'an empty list' : 'a list'
  if (isPlainObject(value)) return 'a group of keys'
  return typeof value === 'string' ? JSON.stringify(truncate(hideCredentials(value), 80)) : String(value)
}
