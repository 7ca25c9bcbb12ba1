import type { ClaimToken } from './claim-token.ts'

const ratioWords: readonly [RegExp, number][] = [
  [/^halv|^half$/u, 0.5],
  [/^(?:doubl|twice)/u, 2],
  [/^tripl/u, 3],
  [/^quadrupl/u, 4],
]

/** `halved`, `twice`, `more than half`. */
export interface Ratio {
  factor: number
  text: string
  /** `more than half` */
  bound: 'over' | undefined
}

export function ratiosOf(tokens: readonly ClaimToken[]): Ratio[] {
  return tokens.flatMap(({ kind, text }, index) => {
    if (kind !== 'word' || tokens[index + 1]?.text === 'of') return []
    const factor = ratioWords.find(([pattern]) => pattern.test(text.toLowerCase()))?.[1]
    const bound = /^(?:than|over)$/u.test(tokens[index - 1]?.text ?? '') ? ('over' as const) : undefined
    return factor === undefined ? [] : [{ factor, text, bound }]
  })
}

/** Beyond what is said, but not so far that one would say something else. */
export function exceeds(factor: number, wanted: number): boolean {
  return wanted < 1 ? factor < wanted && factor >= wanted * 0.7 : factor > wanted && factor <= wanted * 1.3
}
