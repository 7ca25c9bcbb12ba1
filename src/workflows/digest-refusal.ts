import { messageOf } from '../base/app-error.ts'
import { count, truncate } from '../base/text.ts'
import { JobError } from '../contracts/job.ts'
import { ModelError, type ModelFailure } from '../contracts/provider.ts'
import type { WorkflowContext } from '../contracts/workflow.ts'
import type { EvaluationKey } from '../store/evaluations.ts'
import { findRefusal, saveRefusal } from '../store/page-refusals.ts'

const dayMs = 86_400_000
/** Days until a text that no model could judge is asked about again: 1, 3, 9, then 27 each. */
const pauses = [1, 3, 9, 27]
const longestReason = 300

/** The fault lies between this text and the model: the next edition would pay for the same end. */
const lasting: readonly ModelFailure[] = [
  'malformed',
  'schema-mismatch',
  'truncated',
  'content-filter',
  'refusal',
  'context-overflow',
  'bad-request',
]

/**
 * Asks what a page is worth, unless no model could say so lately: then it rejects at once and nothing is paid. What ends
 * so is remembered with a growing pause; a text, brand or prompt that changed is asked about anew.
 */
export async function askUnlessRefused<Answer>(
  key: EvaluationKey,
  { isNew }: { isNew: boolean },
  ask: () => Promise<Answer>,
  context: WorkflowContext,
): Promise<Answer> {
  const before = isNew ? undefined : await findRefusal(context.sql, context.org, key)
  const now = context.now()
  if (before !== undefined && before.askAfter > now)
    throw new JobError(
      'bad-input',
      `No model could judge it (asked ${count(before.times, 'time')}, again from ${before.askAfter.toISOString().slice(0, 10)}): ${before.reason}`,
    )
  try {
    return await ask()
  } catch (error) {
    if (!(error instanceof ModelError) || !lasting.includes(error.failure)) throw error
    const times = (before?.times ?? 0) + 1
    const days = pauses[Math.min(times, pauses.length) - 1] ?? 1
    const askAfter = new Date(now.getTime() + days * dayMs)
    const reason = truncate(messageOf(error), longestReason)
    await saveRefusal(context.sql, context.org, key, { times, reason, askAfter })
    throw error
  }
}
