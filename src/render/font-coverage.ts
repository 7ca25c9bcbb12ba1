/**
 * The code points that a TrueType font can draw, from its `cmap` table, subtable formats 4 and 12 (OpenType 1.9,
 * "cmap"). Throws for bytes that are no such font.
 */
export function fontCoverage(bytes: Uint8Array): (codePoint: number) => boolean {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const ranges = subtables(view, cmapOffset(view)).flatMap((at) =>
    view.getUint16(at) === 12 ? groupsOf12(view, at) : view.getUint16(at) === 4 ? segmentsOf4(view, at) : [],
  )
  return (codePoint) => ranges.some(([first, last]) => codePoint >= first && codePoint <= last)
}

type Range = readonly [first: number, last: number]

function cmapOffset(view: DataView): number {
  for (let index = 0; index < view.getUint16(4); index += 1) {
    const record = 12 + index * 16
    if (view.getUint32(record) === 0x636d6170) return view.getUint32(record + 8)
  }
  throw new Error('The font has no cmap table.')
}

function subtables(view: DataView, cmap: number): number[] {
  return Array.from(
    { length: view.getUint16(cmap + 2) },
    (_, index) => cmap + view.getUint32(cmap + 8 + index * 8),
  )
}

function segmentsOf4(view: DataView, at: number): Range[] {
  const segments = view.getUint16(at + 6) / 2
  return Array.from({ length: segments }, (_, index): Range => {
    const last = view.getUint16(at + 14 + index * 2)
    const first = view.getUint16(at + 16 + segments * 2 + index * 2)
    return [first, last]
  }).filter(([first]) => first !== 0xffff)
}

function groupsOf12(view: DataView, at: number): Range[] {
  return Array.from({ length: view.getUint32(at + 12) }, (_, index): Range => {
    const group = at + 16 + index * 12
    return [view.getUint32(group), view.getUint32(group + 4)]
  })
}
