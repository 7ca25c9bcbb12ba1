/** Characters that a line of a paragraph has and a line of a menu has not. */
const sentenceLength = 120
const shortSentence = 60
/** What stands at the end of a sentence, in many scripts, or the run of letters that one is where nothing ends it. */
const ending =
  /[.!?…。！？｡।॥؟۔։።](?:["'”’»」』）)\]]|\s)*$|(?:[\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}][\d\s]{0,6}){30}/u
/** Letters of scripts in which one says about as much as two or three of others. */
const dense = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}]/gu

/** How much a line says, in characters of an alphabet: a Chinese one counts for two and a half, a Korean one too. */
export function lengthOf(line: string): number {
  return line.length + 1.5 * (line.match(dense)?.length ?? 0)
}

/** Whether a line is as long as sentences of a text are. */
export function isSentence(line: string): boolean {
  return line.length > sentenceLength || (line.length > sentenceLength / 3 && lengthOf(line) > sentenceLength)
}

/** How much is said in lines that are long enough to be sentences. */
export function proseLength(text: string): number {
  return lengthOfLines(text, isSentence)
}

/** The same with short sentences: lines that end as sentences do and are longer than labels. */
export function sentencesLength(text: string): number {
  return lengthOfLines(text, (line) => isSentence(line) || isShortSentence(line))
}

/** Whether a line ends as sentences do and is longer than a label. */
export function isShortSentence(line: string): boolean {
  return line.length > shortSentence / 3 && lengthOf(line) > shortSentence && ending.test(line)
}

function lengthOfLines(text: string, condition: (line: string) => boolean): number {
  return text
    .split('\n')
    .filter((line) => condition(line))
    .reduce((sum, line) => sum + lengthOf(line), 0)
}
