/** A line of a stream, or the beginning of one that is longer than was allowed. */
export type StreamLine = { text: string; bytes: number } | { tooLong: string }

const lineFeed = 10
const keptOfLongLine = 1000

/** Splits a stream of bytes into lines, holding no more than one. Empty lines are left out. */
export async function* readLines(
  stream: AsyncIterable<Uint8Array>,
  mostBytes: number,
): AsyncGenerator<StreamLine> {
  let parts: Uint8Array[] = []
  let bytes = 0
  for await (const chunk of stream) {
    let from = 0
    for (let end = chunk.indexOf(lineFeed); end !== -1; end = chunk.indexOf(lineFeed, from)) {
      yield* toLine(parts, bytes, chunk.subarray(from, end), mostBytes)
      parts = []
      bytes = 0
      from = end + 1
    }
    const rest = chunk.subarray(from)
    // Of a line that is too long only the first part is kept, for the id in it.
    if (bytes + rest.length <= mostBytes || bytes === 0) parts.push(rest)
    bytes += rest.length
  }
  yield* toLine(parts, bytes, new Uint8Array(), mostBytes)
}

function* toLine(
  parts: readonly Uint8Array[],
  before: number,
  last: Uint8Array,
  mostBytes: number,
): Generator<StreamLine> {
  const bytes = before + last.length
  if (bytes > mostBytes) {
    const start = Buffer.concat([...parts.slice(0, 1), last]).subarray(0, keptOfLongLine)
    yield { tooLong: start.toString('utf8') }
    return
  }
  const text = Buffer.concat([...parts, last])
    .toString('utf8')
    .replace(/^\ufeff/, '')
  if (text.trim() !== '') yield { text, bytes }
}
