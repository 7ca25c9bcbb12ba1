import { isPlainObject, type Json } from '../base/json.ts'

/** All values at a path: `page.text`, `skills[].name`. Empty where nothing stands there. */
export function valuesAt(value: Json, path: string): Json[] {
  return path
    .split('.')
    .reduce<Json[]>((values, step) => values.flatMap((each) => stepInto(each, step)), [value])
}

/** The texts at a path; numbers and booleans as text; of an object or a list all texts within. */
export function textsAt(value: Json, path: string | undefined): string[] {
  return (path === undefined ? [value] : valuesAt(value, path)).flatMap(textsWithin)
}

function stepInto(value: Json, step: string): Json[] {
  const isList = step.endsWith('[]')
  const name = isList ? step.slice(0, -2) : step
  if (!isPlainObject(value) || !Object.hasOwn(value, name)) return []
  const found = value[name] as Json
  if (!isList) return [found]
  return Array.isArray(found) ? found : []
}

function textsWithin(value: Json): string[] {
  if (value === null) return []
  if (Array.isArray(value)) return value.flatMap(textsWithin)
  if (typeof value === 'object') return Object.values(value).flatMap(textsWithin)
  return [String(value)]
}
