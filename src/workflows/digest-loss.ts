import type { JsonObject } from '../base/json.ts'
import type { DigestItem } from '../contracts/digest.ts'
import { JobError, type ChildResult, type ErrorKind } from '../contracts/job.ts'
import type { WorkflowContext } from '../contracts/workflow.ts'
import type { NotJudged } from '../domain/edition-losses.ts'
import { updateDigest } from '../store/digests.ts'

/** A source that could not be read, and why. */
export type LostSource = { name: string; error: string; kind: ErrorKind }

/** Why there is no edition at all, in a sentence. */
export interface TotalLoss {
  kind: ErrorKind
  message: string
}

/** Undefined where a source was read, or there is none. */
export function lossOfSources(
  brand: string,
  { sourcesRead, sourcesFailed }: { sourcesRead: number; sourcesFailed: readonly LostSource[] },
): TotalLoss | undefined {
  const [source] = sourcesFailed
  if (source === undefined || sourcesRead > 0) return undefined
  const none = sourcesFailed.length === 1 ? 'The only source' : `None of the ${sourcesFailed.length} sources`
  const could = sourcesFailed.length === 1 ? 'could not' : 'could'
  const message = `${none} of ${brand} ${could} be read, so nothing is sent: ${source.name}: ${source.error}`
  return { kind: source.kind, message }
}

/** Undefined where a page was judged, or nothing new was there to judge. */
export function lossOfPages(
  items: readonly DigestItem[],
  notJudged: NotJudged | null,
  judging: readonly ChildResult[],
): TotalLoss | undefined {
  if (notJudged === null || items.some(({ evaluation }) => evaluation !== null)) return undefined
  const none = notJudged.pages === 1 ? 'The only page to judge' : `None of ${notJudged.pages} pages`
  const could = notJudged.pages === 1 ? 'could not' : 'could'
  const message = `${none} ${could} be judged, so nothing is sent: ${notJudged.reason}.`
  return { kind: commonKind(judging), message }
}

/** Records what is known of an edition that will not be, and rejects. Its parts were tried again each by itself. */
export async function giveUp(
  digestId: string,
  { kind, message }: TotalLoss,
  { summary, engine }: { summary: JsonObject; engine: string | null },
  { sql, org }: WorkflowContext,
): Promise<never> {
  await updateDigest(sql, org, digestId, { status: 'reading', subject: null, summary, engine })
  throw new JobError(kind, message, { again: false })
}

/** How most of the jobs that failed did. */
function commonKind(ended: readonly ChildResult[]): ErrorKind {
  const kinds = Map.groupBy(
    ended.flatMap(({ errorKind }) => errorKind ?? []),
    (kind) => kind,
  )
  const [most] = [...kinds].toSorted(([, a], [, b]) => b.length - a.length)
  return most?.[0] ?? 'unexpected'
}
