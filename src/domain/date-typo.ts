import { didYouMean } from '../base/text.ts'

const words =
  'yesterday tomorrow monday tuesday wednesday thursday friday saturday sunday january february september october november december'.split(
    ' ',
  )
const longWord = 7

/** A phrase whose mistyped words are right: `wensday` → `wednesday`. What begins with another letter or is a plural is no slip. */
export function withoutTypos(phrase: string): string {
  return phrase.replace(/\b[a-z]{5,11}\b/gu, (typed) => {
    const meant = didYouMean(typed, words, typed.length < longWord ? 1 : 2)
    const isSlip = meant !== undefined && meant.startsWith(typed.charAt(0)) && typed !== `${meant}s`
    return isSlip ? meant : typed
  })
}
