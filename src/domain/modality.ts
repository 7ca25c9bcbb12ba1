export const modalities = ['done', 'tried', 'planned', 'blocked', 'asked'] as const

/** What a sentence says of its doing. Only what is done may be told as an achievement. */
export type Modality = (typeof modalities)[number]

const rest = String.raw`(?:^|[.;:,!?]\s+|\b(?:and|but|so|then|still)\s+)`
const self = String.raw`(?:\b(?:i|we)\b)`

/** A thing that was in the way and is not any more. */
const freed =
  /\b(?:un-?block(?:ed|ing|s)?|no longer (?:blocked|stuck|waiting)|(?:resolv|clear|remov|fix|lift|solv)(?:ed|ing)?\b[^.;]*\b(?:blockers?|blocks?|impediments?))\b/i

const blocked = [
  /\bblock(?:ed|ing|er|ers)\s*(?::|by\b|on\b|until\b|for\b|because\b|due\b|since\b)/i,
  /^(?:still |currently |completely )?blocked\b(?! (?:\w+ )?(?:spam|ads?|traffic|requests?|users?|accounts?|ips?|off|out)\b)/i,
  new RegExp(`${self}(?:'m|'re| am| are| was| were| got)?(?: still| now)? blocked\\b`, 'i'),
  /\b(?:is|are|was|were|remains?|got) (?:still )?blocked\b(?! (?:now )?by (?:default|design))/i,
  /\b(?:stuck|held up|on hold)\b(?! together)/i,
  /^(?:still |now |currently )?(?:waiting|awaiting)\b/i,
  /\b(?:am|are|is|'m|'re|was|were) (?:still )?waiting (?:for|on)\b/i,
  /\b(?:can ?not|can't|could not|couldn't|unable to) (?:\w+ ){0,6}(?:until|before|without)\b/i,
  /^(?:can ?not|can't) (?:proceed|continue|move on|deploy|test|merge|release|start|access|log in)\b/i,
  /^(?:blocker|impediment)\b/i,
]

const asked = [
  new RegExp(`^(?:${self}\\s+)?(?:have |'ve )?(?:asked|requested|inquired|enquired)\\b`, 'i'),
  new RegExp(
    `^(?:${self}\\s+)?(?:pinged|emailed|e-mailed|messaged|wrote to|called|chased)\\b[^.;]*\\b(?:about|for|whether|if|to (?:ask|confirm|check|approve|send|provide|review))\\b`,
    'i',
  ),
  /^(?:question|q)\s*:/i,
  /\?\s*$/,
]

const planned = [
  /^(?:plans?|planning|todo|to-do|to do|next|next steps?|next up|upcoming|tomorrow|later)\b\s*:/i,
  /^(?:plan(?:s|ning|ned)?|going|gonna|intend(?:s|ing|ed)?|hop(?:e|es|ing)|want(?:s|ed)?|need(?:s|ed)?|aim(?:s|ing)?|prepar(?:e|ing)|about|ready|scheduled|supposed) to\b/i,
  /^(?:will|shall|should|must|gonna|going to|todo|to-do)\b/i,
  /^(?:tomorrow|next (?:week|month|quarter|sprint|year|monday|tuesday|wednesday|thursday|friday)|later today|this afternoon)\b,?\s+(?:i|we|will|to|is|the|start|finish|work|continue|plan)\b/i,
  new RegExp(
    `${self}(?:'ll| will| shall| should| must| am going to| are going to|'m going to|'re going to| plan to| planned to| want to| need to| have to| intend to| hope to| expect to)\\b(?! have been)`,
    'i',
  ),
  /\b(?:still )?(?:needs?|remains?|left|yet) to be (?:\w+ed|done|written|built|sent|made)\b/i,
  /^(?:next|then),? (?:i|we)\b/i,
]

const tried = [
  new RegExp(
    `^(?:${self}\\s+)?(?:have |'ve )?(?:briefly |again |also )?(?:tried|attempted|experimented|trialled|trialed|started|began)\\b`,
    'i',
  ),
  /^(?:trying|attempting|experimenting|starting|beginning)\b/i,
  /\b(?:did not|didn't|could not|couldn't|was not able|wasn't able|were not able|weren't able|failed|not yet able|unable) (?:to )?(?:manage|succeed|finish|complete|get|work|fix|solve|reproduce|find|make|reach|deploy|build|merge|land|help)\b/i,
  /^(?:failed|unable) to\b/i,
  /\b(?:not (?:yet )?(?:finished|done|complete|working)|without success|to no avail|in vain|gave up|unsuccessful(?:ly)?|(?:is|are|was) half[- ](?:done|finished)|work in progress|wip)\b/i,
  /^(?:no luck|wip)\b/i,
]

/** A try that ended well is done: `Tried two pools, then switched and cut latency by 40 %`. */
const succeeded = new RegExp(
  `^(?:${self}\\s+)?(?:tried|attempted|experimented|started|began)\\b.*${rest}(?:it )?(?:(?:i|we) )?(?:finally )?(?:fixed|solved|resolved|worked|succeeded|shipped|merged|released|deployed|switched|finished|completed|landed|got it (?:working|to work)|cut|reduced)\\b`,
  'i',
)

/** A clause that starts with a deed: what it says of plans and hindrances further on is about other things. */
const deed = new RegExp(
  `^(?:${self}\\s+)?(?:have |'ve )?(?:also |then |finally |already )?(?!(?:need|feed|speed|indeed|proceed|exceed|embed|blocked|halted|asked|requested|inquired|enquired|pinged|emailed|messaged|called|chased|planned|intended|wanted|needed|aimed|scheduled|supposed|hoped|tried|attempted|experimented|trialled|trialed|started|failed)\\b)(?:\\p{L}+ed|wrote|rewrote|built|rebuilt|made|led|ran|cut|found|sent|gave|taught|set|met|got|held|kept|put|took|drew|spoke|won|sold|brought|chose)\\b`,
  'iu',
)
const aside =
  /:|\b(?:that|which|who|whose|where|when|because|since|while|whether|what|how|so that|if|until|unless)\b/i
const clauseEnds = /(?<=[.;!?])\s+|\s[—–]\s|,?\s+but\s+|,\s+(?=(?:still|now|currently)\s)/i
const inVain =
  /^(?:still )?(?:no luck|no success|gave up|in vain|(?:it )?(?:did not|didn't|does not|doesn't|never) (?:work|help)|(?:i |we )?(?:could not|couldn't|failed to))\b/i

/**
 * Whether an entry, or one sentence of it, says that something is done, was tried, is planned, is blocked or was asked
 * for. By rules over English. The first clause decides, unless a later one says that it is blocked or was in vain; what
 * fits no rule is done, since people write logs of what they did.
 */
export function modalityOf(text: string): Modality {
  const whole = text.replace(/[’‘]/g, "'").replace(/\s+/gu, ' ').trim()
  const [first = '', ...later] = whole.split(clauseEnds)
  const modality = modalityOfClause(first)
  if (modality === 'tried' && succeeded.test(whole)) return 'done'
  if (modality !== 'done') return modality
  if (later.some((clause) => modalityOfClause(clause) === 'blocked')) return 'blocked'
  return later.some((clause) => inVain.test(clause)) ? 'tried' : 'done'
}

function modalityOfClause(clause: string): Modality {
  const isDeed = deed.test(clause)
  const said = isDeed ? (clause.split(aside)[0] ?? '') : clause
  const says = (rules: readonly RegExp[]) => rules.some((rule) => rule.test(said))
  if (says(blocked) && !freed.test(said)) return 'blocked'
  if (!isDeed && says(asked)) return 'asked'
  if (!isDeed && says(planned)) return 'planned'
  return says(tried) ? 'tried' : 'done'
}
