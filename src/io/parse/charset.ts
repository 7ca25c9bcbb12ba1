/** Where windows-1252 differs from Latin-1: 0x80 to 0x9F. Node before 24 decodes these as control characters. */
const windows1252 = '€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008dŽ\u008f\u0090‘’“”•–—˜™š›œ\u009džŸ'
const sniffedBytes = 4096
const declaration = /^\s*<\?xml[^>]*?\sencoding\s*=\s*["']\s*([\w.:-]+)/i
const metaCharset = /<meta\b[^>]*?\bcharset\s*=\s*["']?\s*([\w.:-]+)/i

/**
 * Foreign bytes as text. The character set is taken from the byte order mark, else from the Content-Type header, else
 * from the XML declaration or a meta element; bytes that are sound UTF-8 are read as UTF-8 where a single-byte set was
 * named, since servers name those by default. Never fails: what cannot be decoded becomes U+FFFD.
 */
export function decodeText(bytes: Uint8Array, contentType: string): string {
  const marked = decodeMarked(bytes)
  if (marked !== undefined) return marked
  const head = Buffer.from(bytes.subarray(0, sniffedBytes)).toString('latin1')
  const names = [
    /\bcharset\s*=\s*["']?\s*([\w.:-]+)/i.exec(contentType)?.[1],
    declaration.exec(head)?.[1],
    metaCharset.exec(head)?.[1],
  ]
  const utf8 = tryDecode(bytes, 'utf-8')
  const sets = names.map((name) => canonicalName(name)).filter((name) => name !== undefined)
  if (utf8 !== undefined && sets.every((set) => isSingleByte(set) || set === 'utf-8')) return utf8
  for (const set of sets) {
    const text = tryDecode(bytes, set)
    if (text !== undefined) return text
  }
  return utf8 ?? decodeAnyhow(bytes, sets[0] ?? 'windows-1252')
}

/** By byte order mark, or by the zero bytes around the first `<`: UTF-8, UTF-16, UTF-32. */
function decodeMarked(bytes: Uint8Array): string | undefined {
  const [a = -1, b = -1, c = -1, d = -1] = bytes
  if (a === 0xff && b === 0xfe && c === 0 && d === 0) return decodeUtf32(bytes.subarray(4), true)
  if (a === 0 && b === 0 && c === 0xfe && d === 0xff) return decodeUtf32(bytes.subarray(4), false)
  if (a === 0x3c && b === 0 && c === 0 && d === 0) return decodeUtf32(bytes, true)
  if (a === 0 && b === 0 && c === 0 && d === 0x3c) return decodeUtf32(bytes, false)
  if (a === 0xef && b === 0xbb && c === 0xbf) return new TextDecoder('utf-8').decode(bytes)
  if ((a === 0xff && b === 0xfe) || (a === 0x3c && b === 0)) return new TextDecoder('utf-16le').decode(bytes)
  if ((a === 0xfe && b === 0xff) || (a === 0 && b === 0x3c)) return new TextDecoder('utf-16be').decode(bytes)
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

/** The name that TextDecoder gives a label; undefined where it knows none. */
function canonicalName(label: string | undefined): string | undefined {
  if (label === undefined) return undefined
  try {
    const name = new TextDecoder(label).encoding
    return name.startsWith('utf-16') ? undefined : name
  } catch {
    return undefined
  }
}

function isSingleByte(set: string): boolean {
  return /^(?:windows-|iso-8859-|koi8-|macintosh|ibm866|x-mac)/.test(set)
}

function tryDecode(bytes: Uint8Array, set: string): string | undefined {
  try {
    return set === 'windows-1252'
      ? decodeWindows1252(bytes)
      : new TextDecoder(set, { fatal: true }).decode(bytes)
  } catch {
    return undefined
  }
}

function decodeAnyhow(bytes: Uint8Array, set: string): string {
  return set === 'windows-1252' ? decodeWindows1252(bytes) : new TextDecoder(set).decode(bytes)
}

function decodeWindows1252(bytes: Uint8Array): string {
  return Buffer.from(bytes)
    .toString('latin1')
    .replace(/[\u0080-\u009f]/g, (character) => windows1252[character.charCodeAt(0) - 0x80] ?? character)
}
