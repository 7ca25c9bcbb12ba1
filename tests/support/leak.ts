/** Whether a text still holds the marker of a canary: plain, in hexadecimal, or in base64 wherever it stands there. */
export function holdsMarker(text: string, marker: string): boolean {
  const bytes = Buffer.from(marker)
  const encoded = [0, 1, 2].flatMap((before) => {
    const padded = Buffer.concat([Buffer.alloc(before), bytes])
    const [start, end] = [Math.ceil((before * 8) / 6), Math.floor((padded.length * 8) / 6)]
    return [padded.toString('base64').slice(start, end), padded.toString('base64url').slice(start, end)]
  })
  return [marker, bytes.toString('hex'), ...encoded].some((shape) => text.includes(shape))
}
