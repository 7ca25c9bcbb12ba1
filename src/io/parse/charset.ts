import { decodeAs, decoderName } from './charset-label.ts'
import { guessCharset } from './charset-guess.ts'

const sniffedBytes = 4096
const declaration = /^\s*<\?xml[^>]*?\sencoding\s*=\s*["']\s*([\w.:-]+)/i
const metaCharset = /<meta\b[^>]*?\bcharset\s*=\s*["']?\s*([\w.:-]+)/i
/** So many characters of several bytes that are sound UTF-8 are no accident, whatever was declared. */
const convincing = 4

/**
 * Foreign bytes as text. The character set is taken from the byte order mark, else from the Content-Type header, else
 * from the XML declaration or a meta element; bytes that are sound UTF-8 are read as UTF-8 whatever was named, since
 * servers name others by default. Where nothing fits, the set is guessed from the bytes. Never fails: what cannot be
 * decoded becomes U+FFFD.
 */
export function decodeText(bytes: Uint8Array, contentType: string): string {
  const head = Buffer.from(bytes.subarray(0, sniffedBytes)).toString('latin1')
  const wide = decodeWide(bytes)
  if (wide !== undefined) return wide
  if (head.startsWith('\u004c\u006f\u00a7\u0094')) return decodeEbcdic(bytes)
  const names = [
    /\bcharset\s*=\s*["']?\s*([\w.:-]+)/i.exec(contentType)?.[1],
    declaration.exec(head)?.[1],
    metaCharset.exec(head)?.[1],
  ]
  const sets = names.map((name) => decoderName(name)).filter((name) => name !== undefined)
  return decodeDeclared(bytes, sets) ?? decodeUndeclared(bytes, sets)
}

function decodeDeclared(bytes: Uint8Array, sets: readonly string[]): string | undefined {
  const utf8 = decodeAs(bytes, 'utf-8')
  const shifting = sets.find((set) => /^(?:iso-2022|hz)/.test(set))
  if (utf8 !== undefined && shifting !== undefined) return decodeAs(bytes, shifting)
  if (utf8 !== undefined && (sets.every(isSingleByte) || countWide(bytes) >= convincing)) return utf8
  for (const set of sets) {
    const text = set === 'utf-8' ? utf8 : decodeAs(bytes, set)
    if (text !== undefined) return text
  }
  return utf8
}

/** Bytes that are not of the set they claim: mostly sound UTF-8, or of a set that the letters themselves betray. */
function decodeUndeclared(bytes: Uint8Array, sets: readonly string[]): string {
  const named = sets.find((set) => !isSingleByte(set))
  const loose = new TextDecoder('utf-8').decode(bytes)
  const broken = loose.split('\ufffd').length - 1
  if (broken * convincing < countWide(bytes)) return mendUtf8(bytes)
  return (
    (named === undefined ? undefined : decodeAs(bytes, named, false)) ??
    decodeAs(bytes, guessCharset(bytes), false) ??
    loose
  )
}

/** By byte order mark, or by the zero bytes around the first characters: UTF-8, UTF-16, UTF-32. */
function decodeWide(bytes: Uint8Array): string | undefined {
  const [a = -1, b = -1, c = -1, d = -1] = bytes
  if (a === 0xff && b === 0xfe && c === 0 && d === 0) return decodeUtf32(bytes.subarray(4), true)
  if (a === 0 && b === 0 && c === 0xfe && d === 0xff) return decodeUtf32(bytes.subarray(4), false)
  if (a > 0 && b === 0 && c === 0 && d === 0) return decodeUtf32(bytes, true)
  if (a === 0 && b === 0 && c === 0 && d > 0) return decodeUtf32(bytes, false)
  if (a === 0xef && b === 0xbb && c === 0xbf) return decodeAs(bytes, 'utf-8') ?? mendUtf8(bytes.subarray(3))
  if ((a === 0xff && b === 0xfe) || (a > 0 && b === 0 && c > 0 && d === 0))
    return new TextDecoder('utf-16le').decode(bytes)
  if ((a === 0xfe && b === 0xff) || (a === 0 && b > 0 && c === 0 && d > 0))
    return new TextDecoder('utf-16be').decode(bytes)
  return undefined
}

function decodeUtf32(bytes: Uint8Array, little: boolean): string {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength - (bytes.byteLength % 4))
  let text = ''
  for (let at = 0; at < view.byteLength; at += 4) {
    const point = view.getUint32(at, little)
    text += point <= 0x10ffff ? String.fromCodePoint(point) : '\ufffd'
  }
  return text.toWellFormed()
}

/** XML 1.0, appendix F: `<?xm` of EBCDIC tells only the family; the declaration is the same in all of it. */
function decodeEbcdic(bytes: Uint8Array): string {
  const first = decodeAs(bytes, 'cp037') ?? ''
  const named = decoderName(declaration.exec(first.slice(0, sniffedBytes))?.[1])
  return named?.startsWith('cp') === true ? (decodeAs(bytes, named) ?? first) : first
}

function isSingleByte(set: string): boolean {
  return set === 'utf-8' || /^(?:windows-|iso-8859-|koi8-|mac|ibm|cp|x-mac|tcvn|viscii|tis)/.test(set)
}

/** Sound UTF-8 sequences of two bytes and more. */
function countWide(bytes: Uint8Array): number {
  let count = 0
  for (let at = 0; at < bytes.length; at += 1) {
    const length = sequenceLength(bytes, at)
    if (length > 1) count += 1
    at += Math.max(0, length - 1)
  }
  return count
}

/** UTF-8 with stray bytes of windows-1252 in it, as texts pasted together have it. */
function mendUtf8(bytes: Uint8Array): string {
  const pieces: string[] = []
  let start = 0
  for (let at = 0; at < bytes.length; at += 1) {
    const length = sequenceLength(bytes, at)
    if (length === 0) {
      pieces.push(Buffer.from(bytes.subarray(start, at)).toString('utf8'))
      pieces.push(decodeAs(bytes.subarray(at, at + 1), 'windows-1252') ?? '')
      start = at + 1
    } else at += length - 1
  }
  pieces.push(Buffer.from(bytes.subarray(start)).toString('utf8'))
  return pieces.join('')
}

/** Bytes of the character that starts at a place: 1 to 4; 0 where none does (RFC 3629, section 4). */
function sequenceLength(bytes: Uint8Array, at: number): number {
  const first = bytes[at] ?? 0
  if (first < 0x80) return 1
  const length = first >= 0xf0 && first < 0xf5 ? 4 : first >= 0xe0 ? 3 : 2
  if (first < 0xc2 || first >= 0xf5) return 0
  for (let next = at + 1; next < at + length; next += 1) {
    const byte = bytes[next] ?? 0
    if (byte < 0x80 || byte > 0xbf) return 0
  }
  const second = bytes[at + 1] ?? 0
  const low = { 0xe0: 0xa0, 0xf0: 0x90 }[first] ?? 0x80
  const high = { 0xed: 0x9f, 0xf4: 0x8f }[first] ?? 0xbf
  return second < low || second > high ? 0 : length
}
