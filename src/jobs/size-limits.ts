import { AppError } from '../base/app-error.ts'
import type { Json } from '../base/json.ts'
import { resultName } from '../contracts/artifact.ts'
import { JobError } from '../contracts/job.ts'

/** Bytes at most: as JSON where it is JSON. All of it is in memory several times, and in every backup. */
export const sizeLimits = {
  payload: 1024 ** 2,
  /** What is larger becomes an artifact of its job. */
  resultInRow: 1024 ** 2,
  result: 16 * 1024 ** 2,
  step: 4 * 1024 ** 2,
  eventData: 64 * 1024,
  artifact: 64 * 1024 ** 2,
}

/** Throws an AppError for a payload that is too large to enqueue. */
export function checkPayload(type: string, payload: Json): void {
  const bytes = bytesOf(payload)
  if (bytes <= sizeLimits.payload) return
  throw new AppError(
    'wrong-use',
    `The payload of ${type} has ${inBytes(bytes)}; a payload may have at most ${inBytes(sizeLimits.payload)}.`,
    { hint: 'Store what is large, and put its id into the payload.' },
  )
}

/** The bytes of what a workflow returns from itself or from a step. Throws a JobError where that is too large to keep. */
export function checkResult(what: string, result: Json, limit: number): number {
  const bytes = bytesOf(result)
  if (bytes <= limit) return bytes
  throw new JobError(
    'bad-input',
    `${what} has ${inBytes(bytes)}, and may have at most ${inBytes(limit)}: write what is large as an artifact (context.artifacts.write) and return its id.`,
  )
}

/** Throws a JobError for an artifact that is too large, or whose name is the engine's. */
export function checkArtifact(name: string, bytes: number): void {
  if (name === resultName)
    throw new JobError('bad-input', `The name ${name} is taken: the engine keeps large results under it.`)
  if (bytes <= sizeLimits.artifact) return
  throw new JobError(
    'bad-input',
    `The artifact ${name} has ${inBytes(bytes)}, and may have at most ${inBytes(sizeLimits.artifact)}: write it in parts.`,
  )
}

/** An event's data, or where that is too large, its size alone: a note shall not fail the work that it tells of. */
export function cutEventData<Data extends Json>(data: Data): Data | { bytesLeftOut: number } {
  const bytes = bytesOf(data)
  return bytes <= sizeLimits.eventData ? data : { bytesLeftOut: bytes }
}

function bytesOf(value: Json): number {
  return Buffer.byteLength(JSON.stringify(value))
}

function inBytes(bytes: number): string {
  return `${bytes.toLocaleString('en')} bytes`
}
