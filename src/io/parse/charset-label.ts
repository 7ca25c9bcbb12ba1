import iconv from 'iconv-lite'
import { decodeEbcdicBytes, ebcdicName } from './ebcdic.ts'

/** Where windows-1252 differs from Latin-1: 0x80 to 0x9F. Node before 24 decodes these as control characters. */
const windows1252 = '€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008dŽ\u008f\u0090‘’“”•–—˜™š›œ\u009džŸ'
/** Names that neither TextDecoder nor iconv-lite knows, or knows as something narrower. */
const others: Record<string, string> = {
  ascii: 'windows-1252',
  latin: 'windows-1252',
  u8: 'utf-8',
  utf8mb4: 'utf-8',
  iso88598e: 'iso-8859-8',
  iso88596e: 'iso-8859-6',
  iso88596i: 'iso-8859-6',
  cp1361: 'johab',
  shiftjisx0213: 'shift_jis',
  shiftjis2004: 'shift_jis',
  eucjisx0213: 'euc-jp',
  eucjis2004: 'euc-jp',
  iso2022jp1: 'iso-2022-jp',
  iso2022jp2: 'iso-2022-jp',
  iso2022jp3: 'iso-2022-jp',
  iso2022jpext: 'iso-2022-jp',
  hzgb2312: 'hz-gb-2312',
  hzgb: 'hz-gb-2312',
  hz: 'hz-gb-2312',
  kz1048: 'rk1048',
  strk10482002: 'rk1048',
}
/** Sets of which iconv-lite's tables hold more than those of TextDecoder, and one (GBK) that is a part of another. */
const wider: Record<string, string> = { 'euc-kr': 'cp949', big5: 'big5hkscs', gbk: 'gb18030' }

/** The name by which `decodeAs` knows a label; undefined where nobody knows it, or where the bytes contradict it. */
export function decoderName(label: string | undefined): string | undefined {
  if (label === undefined) return undefined
  const plain = label.toLowerCase().replace(/[^a-z\d]/g, '')
  const known = ebcdicName(plain) ?? others[plain] ?? standardName(label.replaceAll('_', '-')) ?? plain
  const name = wider[known] ?? known
  if (/^utf-?(?:7|16|32)|^ucs|^unicode/.test(name)) return undefined
  return standardName(name) ?? (isOwn(name) || iconv.encodingExists(name) ? name : undefined)
}

/** Bytes as text of a set; undefined where `strict` and a byte is none of the set. */
export function decodeAs(bytes: Uint8Array, set: string, strict = true): string | undefined {
  if (set === 'windows-1252') return decodeWindows1252(bytes)
  if (ebcdicName(set) !== undefined) return decodeEbcdicBytes(bytes, set)
  if (set === 'hz-gb-2312') return decodeHz(bytes)
  if (standardName(set) === undefined) return decodeRare(bytes, set, strict)
  try {
    return new TextDecoder(set, { fatal: strict }).decode(bytes)
  } catch (error) {
    if (error instanceof TypeError) return undefined
    throw error
  }
}

function isOwn(name: string): boolean {
  return name === 'hz-gb-2312' || ebcdicName(name) !== undefined
}

/** The name that TextDecoder gives a label; undefined where it knows none, or where another decoder is better. */
function standardName(label: string): string | undefined {
  try {
    return new TextDecoder(label).encoding
  } catch (error) {
    if (error instanceof RangeError) return undefined
    throw error
  }
}

function decodeRare(bytes: Uint8Array, set: string, strict: boolean): string | undefined {
  if (!iconv.encodingExists(set)) return undefined
  const text = iconv.decode(Buffer.from(bytes), set)
  return strict && text.includes('\ufffd') ? undefined : text
}

function decodeWindows1252(bytes: Uint8Array): string {
  return withoutControls(Buffer.from(bytes).toString('latin1'))
}

/** The control characters U+0080 to U+009F as the characters of windows-1252 that were meant by them. */
export function withoutControls(text: string): string {
  return text.replace(
    /[\u0080-\u009f]/g,
    (character) => windows1252[character.charCodeAt(0) - 0x80] ?? character,
  )
}

/** RFC 1843: GB 2312 in seven bits, between `~{` and `~}`. */
function decodeHz(bytes: Uint8Array): string {
  return Buffer.from(bytes)
    .toString('latin1')
    .replace(/~\{([^~\n]*)(?:~\}|$)|~~|~\n/gm, (whole: string, wide: string | undefined) => {
      if (wide === undefined) return whole === '~~' ? '~' : ''
      const high = Uint8Array.from(Buffer.from(wide, 'latin1'), (byte) => byte | 0x80)
      return new TextDecoder('gb18030').decode(high)
    })
}
