import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { codeOf } from '../../base/app-error.ts'
import { didYouMean } from '../../base/text.ts'

const assignment = /^\s*(?:export\s+)?([A-Za-z_][\w.-]*)\s*=\s*(.*)$/u

/**
 * What is wrong with the lines of `.env` in the folder, a sentence each with the number of the line: those that assign
 * nothing, and names that are one letter off a known one. Other names may be for other programs. No value is repeated.
 */
export function dotEnvProblems(cwd: string, known: readonly string[]): string[] {
  const lines = textOf(join(cwd, '.env')).split(/\r\n|[\n\r]/u)
  const problems: string[] = []
  for (let index = 0; index < lines.length; index += 1) {
    const line = lines[index] ?? ''
    if (/^\s*(#|$)/u.test(line)) continue
    const [, name, value = ''] = assignment.exec(line) ?? []
    const problem = name === undefined ? 'is no assignment: write NAME=value.' : strangeName(name, known)
    if (problem !== undefined) problems.push(`Line ${index + 1} of .env ${problem}`)
    index += linesAfter(value, lines.slice(index + 1))
  }
  return problems
}

function strangeName(name: string, known: readonly string[]): string | undefined {
  if (known.includes(name)) return undefined
  const near = didYouMean(name, known, 1)
  return near === undefined
    ? undefined
    : `sets "${name}", which nightdesk does not read: did you mean ${near}?`
}

/** A quoted value may go on over lines, up to the line that holds its closing quote. */
function linesAfter(value: string, following: readonly string[]): number {
  const quote = /^["'`]/u.exec(value)?.[0]
  if (quote === undefined || value.indexOf(quote, 1) !== -1) return 0
  return following.findIndex((line) => line.includes(quote)) + 1
}

function textOf(file: string): string {
  try {
    return readFileSync(file, 'utf8')
  } catch (error) {
    if (['ENOENT', 'ENOTDIR'].includes(codeOf(error) ?? '')) return ''
    throw error
  }
}
