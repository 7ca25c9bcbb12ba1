import type { ClaimToken } from './claim-token.ts'

/** Groups whose nouns are things rather than deeds: `made a plan`, `took the lead`. */
const plainNouns = new Set(
  'work help use get say change lead start try give propose plan make_up write meet record book log create set index cache send report'.split(
    ' ',
  ),
)

/** `raised R82,000`, `brought in 2.3k sign-ups`: an amount that came, not one that changed. */
export function isMoney(after: readonly ClaimToken[]): boolean {
  const [first, second] = after.filter(
    ({ text }) => !/^(?:in|about|over|almost|nearly|more|than|some)$/u.test(text),
  )
  return first?.quantity !== undefined && first.quantity.unit !== '%' && second?.text !== 'to'
}

/** `did the packaging design`, `made improvements`, `gave a workshop`: the noun behind a verb that says little. */
export function madeDeed(tokens: readonly ClaimToken[], head: number): string | undefined {
  if (!/^(?:do|mak|mad|perform|undertak|tak|giv|give|carry out|provid)$/u.test(tokens[head]?.stem ?? ''))
    return undefined
  const after = tokens.slice(head + 1)
  const end = after.findIndex(
    ({ kind, text }) =>
      (kind === 'mark' && text !== '-') ||
      /^(?:for|with|of|on|in|to|about|by|from|at|and|so|that|using|which)$/iu.test(text),
  )
  const phrase = after.slice(0, end === -1 ? undefined : end)
  const last = phrase.findLast(({ kind }) => kind === 'word')
  if (last === undefined || last.isName || /^tests$/iu.test(last.text)) return undefined
  if (/^(?:photo|photograph|picture)s?$/iu.test(last.text)) return 'photograph'
  if (/^(?:workshops?|trainings?|courses?|lessons?|class(?:es)?|tutorials?|sessions?)$/iu.test(last.text))
    return 'run'
  return last.verb === undefined ||
    (last.form !== 'base' && !/^(?:testing|training|planning|cleaning|onboarding)$/iu.test(last.text)) ||
    plainNouns.has(last.verb)
    ? undefined
    : last.verb
}
