/** Characters that a line of a paragraph has and a line of a menu has not. */
const sentenceLength = 120
/** Letters of scripts in which one says about as much as two or three of others. */
const dense = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}]/gu

/** How much a line says, in characters of an alphabet: a Chinese one counts for two and a half, a Korean one too. */
export function lengthOf(line: string): number {
  return line.length + 1.5 * (line.match(dense)?.length ?? 0)
}

/** Whether a line is as long as sentences are. */
export function isSentence(line: string): boolean {
  return line.length > sentenceLength || (line.length > sentenceLength / 3 && lengthOf(line) > sentenceLength)
}

/** How much is said in lines that are long enough to be sentences. */
export function proseLength(text: string): number {
  return text
    .split('\n')
    .filter((line) => isSentence(line))
    .reduce((sum, line) => sum + lengthOf(line), 0)
}
