import { decodeAs } from './charset-label.ts'

/** What windows-1252 makes of the bytes 0x80 to 0x9F, beside the control characters of Latin-1. */
const marks = '€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ'
/** Characters as which a UTF-8 sequence of two to four bytes is read, byte by byte, in Latin-1 or windows-1252. */
const sequence = new RegExp(
  `[\\u00c2-\\u00df][\\u0080-\\u00bf${marks}]|[\\u00e0-\\u00ef][\\u0080-\\u00bf${marks}]{2}|[\\u00f0-\\u00f4][\\u0080-\\u00bf${marks}]{3}`,
  'g',
)
const lead = /[\u00c2-\u00f4]/g
const control = /[\u0080-\u009f]/
const fewest = 3
const leastShare = 0.8

const bytesOfMarks = new Map(
  Array.from({ length: 32 }, (_, index) => 0x80 + index).flatMap((byte) => {
    const mark = decodeAs(Uint8Array.of(byte), 'windows-1252') ?? ''
    return marks.includes(mark) ? [[mark, byte] as const] : []
  }),
)

/**
 * A text that was UTF-8, read as Latin-1 or windows-1252 and written as UTF-8 again (`donâ€™t`, `fÃ¼r`), as it was
 * meant. Sequences with control characters are mended wherever they stand, since no text has those; others only where
 * nearly all accented letters of the text are part of one.
 */
export function mendDoubleEncoding(text: string): string {
  const found = text.match(sequence)?.filter((each) => each !== '×\u00a0') ?? []
  if (found.length === 0) return text
  const all = found.length >= fewest && found.length >= leastShare * (text.match(lead)?.length ?? 0)
  if (!all && !found.some((each) => control.test(each))) return text
  return text.replace(sequence, (each) => (all || control.test(each) ? (decodeTwice(each) ?? each) : each))
}

function decodeTwice(characters: string): string | undefined {
  const bytes = Array.from(characters, (each) => bytesOfMarks.get(each) ?? each.charCodeAt(0))
  return decodeAs(Uint8Array.from(bytes), 'utf-8')
}
