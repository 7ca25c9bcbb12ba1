import jsonResume from '@jsonresume/schema'

/** Where a document breaks the schema: `work[0].startDate`, and what is wrong with it. */
export interface SchemaFault {
  path: string
  why: string
}

/** Holds a document against the official schema of JSON Resume (package `@jsonresume/schema`, MIT). */
export function schemaFaults(document: unknown): SchemaFault[] {
  let found: jsonResume.SchemaError[] = []
  jsonResume.validate(document, (errors) => {
    found = errors ?? []
  })
  return found.map((error) => ({ path: pathOf(error.path), why: whyOf(error) }))
}

function pathOf(path: readonly (string | number)[]): string {
  const text = path.map((key) => (typeof key === 'number' ? `[${key}]` : `.${key}`)).join('')
  return text.replace(/^\./u, '') || 'the document'
}

function whyOf({ name, argument, instance, message }: jsonResume.SchemaError): string {
  const said = shown(instance)
  if (name === 'type') return `is ${said} and must be ${listed(argument)}`
  if (name === 'pattern') return `is ${said}; a date is written 2026, 2026-04 or 2026-04-03`
  if (name === 'format' && argument === 'uri') return `is ${said}; a web address begins with https://`
  if (name === 'format' && argument === 'email') return `is ${said}, which is no e-mail address`
  return `is ${said}: ${message}`
}

function listed(argument: unknown): string {
  const kinds: Record<string, string> = {
    string: 'text',
    array: 'a list',
    object: 'an object',
    number: 'a number',
  }
  return [argument]
    .flat()
    .map((kind) => kinds[String(kind)] ?? String(kind))
    .join(' or ')
}

function shown(value: unknown): string {
  const text = JSON.stringify(value) ?? 'nothing'
  return text.length <= 60 ? text : `${text.slice(0, 57)}…`
}
