import type { Sentiment } from '../contracts/digest.ts'
import { countPhrase, indexWords } from './word-index.ts'

const warm =
  'love best great winner win won delight happy proud celebrate success growth popular favourite praise joy fresh launch welcome record boost lekker'.split(
    ' ',
  )
const cold =
  'bad worst fail failed angry complaint crisis loss decline fall fell risk closure strike outage shortage fine recall lawsuit slow cold late poor'.split(
    ' ',
  )
const leastLead = 2

/** The mood of a page by everyday words; neutral where neither side leads. */
export function guessSentiment({ title, text }: { title: string; text: string }): Sentiment {
  const fields = [indexWords(title), indexWords(text)]
  const timesOf = (word: string) => fields.reduce((sum, field) => sum + countPhrase(field, word), 0)
  const times = (words: readonly string[]) => words.reduce((sum, word) => sum + timesOf(word), 0)
  const lead = times(warm) - times(cold)
  if (Math.abs(lead) < leastLead) return 'neutral'
  return lead > 0 ? 'positive' : 'negative'
}
