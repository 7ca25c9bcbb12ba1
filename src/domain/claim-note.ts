import type { Clause } from './claim-clause.ts'
import { objectHeads } from './claim-content.ts'
import { isSaidBy } from './claim-token.ts'

const makes = new Set(['create', 'write', 'add', 'set', 'introduce'])
/** What tells of a thing that nobody made: troubles, wishes, appointments. */
const otherwise =
  /\b(?:fail(?:s|ed|ing|ures?)?|pending|progress|wip|aim|goal|plan\w*|idea|broken|down|up|scan|outage|incident|meetings?|lunch|call|waiting|blocked|todo|vs|maybe|issues?|bugs?|owns?|owner|new (?:ceo|cto|hire|colleague|boss)|read\w*|docs|training|course|review|says?|wants?|needs?|asks?|thinks?|not?|never|yet|soon|later|still|should|would|could|can|may|might|agency|vendor|customers?|clients?)\b/iu

/** What happened to everybody's figures is nobody's deed: `Revenue 1.2M -> 1.4M`. */
const everybody =
  /\b(?:revenue|sales|turnover|profit|margin|nps|churn|headcount|share|stock|market|company|companies|organi[sz]ation|we|our|team|they|he|she|his|her|their|by \p{Lu}\p{Ll}+)\b/iu
const papers =
  /^(?:runbooks?|docs?|documentation|guides?|readmes?|adrs?|postmortems?|minutes|notes?|wiki|manuals?|faqs?|policy|policies|checklists?|specs?)$/iu
const events =
  /^(?:tests?|drills?|workshops?|trainings?|demos?|interviews?|retros?|retrospectives?|surveys?|polls?|sessions?|tours?|quiz|quizzes|exercises?|audits?)$/iu
const live = /\b(?:in|on|to) (?:prod|production)\b|\b(?:live|shipped|released|deployed)\b/iu

/**
 * Whether an entry is a note without a deed, and names what the claim says was done: `Ansible roles for the 14 edge
 * nodes`, `runbook for failover`, `1200 lines of bash -> one python tool`. Who keeps a log of their work notes what they
 * did.
 */
export function isNoteOf(claim: Clause, logged: Clause, entry: readonly Clause[]): boolean {
  if (claim.share !== 2 || claim.state !== 'done' || claim.isNegated || !isNote(entry)) return false
  if (claim.verb === 'document' && tellsDeed('document', logged)) return true
  const [wanted] = objectHeads(claim)
  if (wanted === undefined || !logged.tokens.some((token) => isSaidBy(wanted, token))) return false
  return makes.has(claim.verb ?? '') || tellsDeed(claim.verb ?? '', logged)
}

/** Whether a clause without a verb stands in a note, so that its deed is the writer's. */
export function isOwnNote(logged: Clause, entry: readonly Clause[]): boolean {
  return (
    isNote(entry) &&
    entry.some(({ head, joint }) => head === -1 && joint === '') &&
    !everybody.test(textOf([logged]))
  )
}

function isNote(entry: readonly Clause[]): boolean {
  const isFlat = entry.every(
    ({ head, actor, state, isNegated, tokens, verb }) =>
      state === 'done' &&
      !isNegated &&
      (actor === 'thing' || actor === 'it') &&
      (head === -1 || tokens[head]?.form !== 'past' || verb === 'reduce' || verb === 'increase'),
  )
  return isFlat && !otherwise.test(textOf(entry))
}

function tellsDeed(verb: string, { tokens }: Clause): boolean {
  const text = tokens.map((token) => token.text).join(' ')
  const has = (word: RegExp) => tokens.some((token) => word.test(token.text))
  if (verb === 'document') return has(papers)
  if (verb === 'run' || verb === 'organise') return has(events)
  if (verb === 'release') return live.test(text)
  return /^(?:replace|move|rewrite|merge|split|scale)$/u.test(verb) && has(/^(?:→|->|=>)$/u)
}

function textOf(clauses: readonly Clause[]): string {
  return clauses.flatMap(({ tokens }) => tokens.map(({ text }) => text)).join(' ')
}
