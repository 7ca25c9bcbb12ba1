import { AppError } from '../base/app-error.ts'
import { count } from '../base/text.ts'
import { graceAfterAbort } from './attempt.ts'

/** How long a database that is away may keep a worker that stops; milliseconds. */
const longestAway = 5000

/** What a worker that stops has with its database. Without end until it is started. */
export interface Patience {
  /** Fires when it is over, with the error that says so. */
  over: AbortSignal
  /** Lets it run out: after the grace, what handlers get to hear of it, and five seconds. */
  start(grace: number): void
  /** Settles with the work, or rejects when patience is over. */
  hold<Result>(work: Promise<Result>): Promise<Result>
}

/** `inHand`: how many jobs the worker has. They stay with it, and so the sweep of the next one finds them. */
export function createPatience(inHand: () => number): Patience {
  const over = new AbortController()
  const end = Promise.withResolvers<never>()
  end.promise.catch(() => undefined)
  let timer: NodeJS.Timeout | undefined
  const giveUp = () => {
    const error = tooLong(inHand())
    over.abort(error)
    end.reject(error)
  }
  return {
    over: over.signal,
    start(grace) {
      timer ??= setTimeout(giveUp, grace + graceAfterAbort + longestAway)
    },
    async hold(work) {
      try {
        return await Promise.race([work, end.promise])
      } finally {
        clearTimeout(timer)
      }
    },
  }
}

function tooLong(jobs: number): AppError {
  return new AppError(
    'failed',
    `The database did not answer in time: the worker stopped with ${count(jobs, 'job')} in hand.`,
    { hint: 'Try: nightdesk daemon, as soon as the database is back. It goes on with what was left.' },
  )
}
