/** The ways in which a log says how long something took: at its start or end, in brackets, or after a word for it. */
const span = String.raw`(?:(\d+(?:[.,]\d+)?)\s?(?:h|hrs?|hours?)(?:\s?(\d{1,2})\s?(?:m|min|mins|minutes)?)?|(\d+)\s?(?:m|mins?|minutes))`
const places = [
  new RegExp(String.raw`^\s*${span}\s*[:,–—-]?\s+\S`, 'iu'),
  new RegExp(String.raw`[([]\s*${span}\s*[)\]]`, 'iu'),
  new RegExp(String.raw`\b(?:took|spent|for|lasted)\s+(?:about\s+|me\s+|us\s+)?${span}(?![\w%])`, 'iu'),
  new RegExp(String.raw`[,;–—-]\s*${span}\s*[.!]?\s*$`, 'iu'),
]

/**
 * The hours that a text says its work took, or null: `Fixed the build (1h 30m)` is 1.5. What was cut, from or to a
 * time, is no time spent: `Cut the build from 19 min to 4 min` is null.
 */
export function hoursIn(text: string): number | null {
  for (const place of places) {
    const [, hours, minutes, onlyMinutes] = place.exec(text) ?? []
    const spent =
      Number((hours ?? '0').replace(',', '.')) + (Number(minutes ?? 0) + Number(onlyMinutes ?? 0)) / 60
    if (spent > 0 && spent <= 24) return Math.round(spent * 100) / 100
  }
  return null
}
