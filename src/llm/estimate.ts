import type { ModelPrice } from '../contracts/config.ts'

const bytesOfToken = 3
const million = 1_000_000

/** About how many tokens a text has, rather too many: no vendor's own count is needed to set money aside. */
export function estimateTokens(text: string): number {
  return Math.ceil(Buffer.byteLength(text) / bytesOfToken)
}

/** US dollars, or null where the price or a count is not known. */
export function costOf(
  price: ModelPrice | undefined,
  tokens: { inputTokens: number | null; outputTokens: number | null },
): number | null {
  if (price === undefined || tokens.inputTokens === null || tokens.outputTokens === null) return null
  return (tokens.inputTokens * price.input + tokens.outputTokens * price.output) / million
}
