import { Readable, pipeline } from 'node:stream'
import type { Transform } from 'node:stream'
import {
  createBrotliDecompress,
  createGunzip,
  createInflate,
  createInflateRaw,
  createZstdDecompress,
} from 'node:zlib'
import { sizeWords } from './limit-words.ts'

/** A body that is larger than its cap. */
export class BodyTooLarge extends Error {
  override readonly name = 'BodyTooLarge'
}

/** How many bytes are taken, and what becomes of a body that has more. */
export interface BodyLimit {
  maxBytes: number
  over: 'refuse' | 'cut'
}

/** The content codings that are asked for and undone. */
export const acceptedEncodings = 'gzip, deflate, br, zstd'

const mostCodings = 3
const sniffedBytes = 2

/**
 * Reads a body and undoes its content codings (RFC 9110, section 8.4). The cap holds for the bytes on the wire and for
 * the decoded ones, as they come: a bomb is left as soon as it passes the cap. Rejects with BodyTooLarge.
 */
export async function readBody(
  wire: AsyncIterable<Uint8Array>,
  contentEncoding: string,
  limit: BodyLimit,
): Promise<Uint8Array> {
  const codings = codingsOf(contentEncoding)
  if (codings.length > mostCodings) throw new Error(`The body has ${codings.length} content codings.`)
  let bytes = capped(wire, limit)
  for (const coding of codings.toReversed()) bytes = decode(bytes, coding)
  const chunks: Uint8Array[] = []
  for await (const chunk of capped(bytes, limit)) chunks.push(chunk)
  return Buffer.concat(chunks)
}

function codingsOf(contentEncoding: string): string[] {
  return contentEncoding
    .split(',')
    .map((coding) => coding.trim().toLowerCase())
    .filter((coding) => coding !== '' && coding !== 'identity')
}

async function* capped(source: AsyncIterable<Uint8Array>, limit: BodyLimit): AsyncGenerator<Uint8Array> {
  let total = 0
  for await (const chunk of source) {
    total += chunk.byteLength
    if (total <= limit.maxBytes) {
      yield chunk
      continue
    }
    if (limit.over === 'refuse')
      throw new BodyTooLarge(`The body is larger than ${sizeWords(limit.maxBytes)}.`)
    yield chunk.subarray(0, chunk.byteLength - (total - limit.maxBytes))
    return
  }
}

async function* decode(source: AsyncIterable<Uint8Array>, coding: string): AsyncGenerator<Uint8Array> {
  const iterator = source[Symbol.asyncIterator]()
  const head = await readHead(iterator)
  const decoder = decoderFor(coding, head)
  const rest = joined(head, iterator)
  if (decoder === undefined) {
    yield* rest
    return
  }
  pipeline(Readable.from(rest), decoder, () => undefined)
  for await (const chunk of decoder) yield chunk as Uint8Array
}

/** The first bytes, as many as a format needs to be known by. */
async function readHead(iterator: AsyncIterator<Uint8Array>): Promise<Buffer> {
  let head = Buffer.alloc(0)
  while (head.byteLength < sniffedBytes) {
    const next = await iterator.next()
    if (next.done === true) break
    head = Buffer.concat([head, next.value])
  }
  return head
}

async function* joined(head: Buffer, rest: AsyncIterator<Uint8Array>): AsyncGenerator<Uint8Array> {
  if (head.byteLength > 0) yield head
  for (let next = await rest.next(); next.done !== true; next = await rest.next()) yield next.value
}

/** The decoder, or undefined for bytes that are plain whatever their header says (some servers label without packing). */
function decoderFor(coding: string, head: Buffer): Transform | undefined {
  if (head.byteLength === 0) return undefined
  switch (coding) {
    case 'gzip':
    case 'x-gzip':
      return head[0] === 0x1f && head[1] === 0x8b ? createGunzip() : undefined
    case 'deflate':
      return isZlib(head) ? createInflate() : createInflateRaw()
    case 'br':
      return createBrotliDecompress()
    case 'zstd':
      return createZstdDecompress()
    case 'compress':
    case 'x-compress':
    case 'dcb':
    case 'dcz':
      throw new Error(`The content coding "${coding}" was not asked for.`)
    default:
      // Some servers name a charset here, or `none`.
      return undefined
  }
}

/** RFC 1950, section 2.2: `deflate` should be zlib, and is raw deflate from some servers. */
function isZlib(head: Buffer): boolean {
  const [method = 0, flags = 0] = head
  return (method & 0x0f) === 8 && (method * 256 + flags) % 31 === 0
}
