const eighths = ['', '▏', '▎', '▍', '▌', '▋', '▊', '▉']

/** A bar of `share` (0 to 1) of `width` cells, to an eighth of a cell; what is more than nothing is seen. */
export function bar(share: number, width: number): string {
  if (!(share > 0)) return ''
  const parts = Math.max(1, Math.round(Math.min(1, share) * width * 8))
  return '█'.repeat(Math.floor(parts / 8)) + (eighths[parts % 8] ?? '')
}
