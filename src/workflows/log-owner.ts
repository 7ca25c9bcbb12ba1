import { AppError } from '../base/app-error.ts'
import type { WorkflowContext } from '../contracts/workflow.ts'

/** Whose log a job reads: the person's who started it or made its schedule. Throws wrong-use where that is nobody. */
export function logOwner({ userId }: WorkflowContext): string {
  if (userId !== null) return userId
  throw new AppError('wrong-use', 'This job belongs to nobody, so there is no log for it to read.', {
    hint: 'A schedule is of who adds it. Try: nightdesk schedule remove <name>, then add it again.',
  })
}
