import type { Clause } from './claim-clause.ts'
import { objectHeads } from './claim-content.ts'
import { isSaidBy } from './claim-token.ts'

const makes = new Set(['create', 'write', 'add', 'set', 'introduce'])
/** What tells of a thing that nobody made: troubles, wishes, appointments. */
const otherwise =
  /\b(?:fail\w*|pending|progress|wip|aim|goal|plan\w*|idea|broken|down|up|scan|outage|incident|meetings?|lunch|call|waiting|blocked|todo|vs|maybe|issues?|bugs?|owns?|owner|new (?:ceo|cto|hire|colleague|boss)|read\w*|docs|training|course|review|says?|wants?|needs?|asks?|thinks?|not?|never|yet|soon|later|still|should|would|could|can|may|might|agency|vendor|customers?|clients?)\b/iu

/**
 * Whether an entry is a note without a deed, and names what the claim says was made: `Ansible roles for the 14 edge
 * nodes`, `Uploader retries with backoff`. Who keeps a log of their work notes what they made.
 */
export function isNoteOf(claim: Clause, logged: Clause, entry: readonly Clause[]): boolean {
  if (!makes.has(claim.verb ?? '') || claim.share !== 2 || claim.state !== 'done' || claim.isNegated)
    return false
  const isFlat = entry.every(
    ({ head, actor, state, isNegated, tokens }) =>
      state === 'done' &&
      !isNegated &&
      (actor === 'thing' || actor === 'it') &&
      (head === -1 || tokens[head]?.form !== 'past'),
  )
  const words = entry.flatMap(({ tokens }) => tokens)
  if (!isFlat || otherwise.test(words.map(({ text }) => text).join(' '))) return false
  const [wanted] = objectHeads(claim)
  return wanted !== undefined && logged.tokens.some((token) => isSaidBy(wanted, token))
}
