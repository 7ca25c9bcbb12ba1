import * as v from 'valibot'
import { isPlainObject, toJson } from '../base/json.ts'
import { squeeze, truncate } from '../base/text.ts'
import type { Agent } from '../contracts/agent.ts'

/** An answer as an agent reads it, or why it cannot be right: at most a few short lines, fit to be sent back. */
export type Reading<Output> = { output: Output; complaint?: undefined } | { complaint: string }

const mostComplaints = 8
const complaintLength = 160
/** Braces in prose that may open an object; the rest of a longer text is not searched. */
const mostStarts = 50

export interface AnswerText {
  text: string
  /** Why the model stopped: only an answer that it ended itself is mended. */
  finishReason: string
}

/**
 * Parses, checks and questions an answer. The ladder: strict JSON; without think blocks, fences and prose; with its
 * commas and quotes mended.
 */
export async function readAnswer<Input, Output>(
  agent: Agent<Input, Output>,
  input: Input,
  { text, finishReason }: AnswerText,
): Promise<Reading<Output>> {
  const found = [...candidates(text)]
  if (found.length === 0 && finishReason === 'stop') found.push(...(await mended(text)))
  let complaint = 'the answer holds no JSON object'
  for (const [position, candidate] of found.entries()) {
    const parsed = v.safeParse(agent.output, toJson(candidate))
    if (parsed.success) {
      const doubt = agent.complaint?.(parsed.output, input)
      return doubt === undefined ? { output: parsed.output } : { complaint: doubt }
    }
    if (position === 0) complaint = complaintOf(parsed.issues)
  }
  return { complaint }
}

function complaintOf(issues: readonly v.BaseIssue<unknown>[]): string {
  return issues
    .slice(0, mostComplaints)
    .map((issue) => {
      const path = v.getDotPath(issue)
      return truncate(squeeze(path === null ? issue.message : `${path}: ${issue.message}`), complaintLength)
    })
    .join('\n')
}

function* candidates(text: string): Generator {
  const whole = objectIn(text)
  if (whole !== undefined) {
    yield whole
    return
  }
  const spoken = withoutThoughts(text)
  for (const fence of spoken.matchAll(/```[a-z]*[^\S\n]*\n([\s\S]*?)```/gi)) {
    const fenced = objectIn(fence[1] ?? '')
    if (fenced !== undefined) yield fenced
  }
  yield* objectsInProse(spoken)
}

/** Reasoning models think aloud first; some servers cut the opening tag. */
function withoutThoughts(text: string): string {
  const end = /<\/(?:think|thinking|thought|reasoning)>/gi
  let last = 0
  for (const match of text.matchAll(end)) last = match.index + match[0].length
  return text.slice(last)
}

/** Mends what models get wrong between the outer braces: trailing commas, single quotes, comments, missing quotes. */
async function mended(text: string): Promise<unknown[]> {
  const spoken = withoutThoughts(text)
  const start = spoken.indexOf('{')
  if (start === -1) return []
  const end = spoken.lastIndexOf('}')
  const { JSONRepairError, jsonrepair } = await import('jsonrepair')
  try {
    const object = objectIn(jsonrepair(spoken.slice(start, end > start ? end + 1 : undefined)))
    return object === undefined ? [] : [object]
  } catch (error) {
    if (error instanceof JSONRepairError) return []
    throw error
  }
}

function* objectsInProse(text: string): Generator {
  let from = 0
  for (let starts = 0; starts < mostStarts; starts += 1) {
    const start = text.indexOf('{', from)
    if (start === -1) return
    const end = endOfObject(text, start)
    const found = end === -1 ? undefined : objectIn(text.slice(start, end))
    if (found !== undefined) yield found
    from = found === undefined ? start + 1 : end
  }
}

/** The index after the brace that closes the one at `start`, or -1. Braces in strings do not count. */
function endOfObject(text: string, start: number): number {
  let depth = 0
  let quoted = false
  for (let at = start; at < text.length; at += 1) {
    const character = text[at]
    if (quoted && character === '\\') at += 1
    else if (character === '"') quoted = !quoted
    else if (!quoted && character === '{') depth += 1
    else if (!quoted && character === '}') depth -= 1
    if (depth === 0) return at + 1
  }
  return -1
}

function objectIn(text: string): unknown {
  try {
    const value: unknown = JSON.parse(text.replace(/^\ufeff/, ''))
    return isPlainObject(value) ? value : undefined
  } catch (error) {
    if (error instanceof SyntaxError) return undefined
    throw error
  }
}
