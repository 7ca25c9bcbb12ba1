/** Two dates as JSON Resume writes them; the end is absent for what still goes on. */
export interface Period {
  startDate?: string
  endDate?: string
}

const months = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec']
const month = `(?:${months.join('|')})[a-z]*\\.?,?`
const date = `(?:\\d{4}-\\d{2}-\\d{2}|\\d{4}-\\d{2}|(?:0?[1-9]|1[0-2])[/.](?:19|20)\\d{2}|${month}\\s+(?:\\d{1,2},?\\s+)?(?:19|20)\\d{2}|\\d{1,2}\\s+${month}\\s+(?:19|20)\\d{2}|(?:19|20)\\d{2})`
const open = '(?:present|now|today|current|ongoing|heute|date)'
const range = new RegExp(
  `(?<!\\w)(${date})(?:\\s*(?:-|–|—|to|until|till|bis)\\s*(${date}|${open}))?(?!\\w)`,
  'iu',
)
const sinceOnly = new RegExp(`(?<!\\w)(?:since|from)\\s+(${date})(?!\\w)`, 'iu')

/** The first period that a line names, and the line without it. A lone date is the end of one that is `single`. */
export function periodIn(line: string): { period: Period; rest: string; isRange: boolean } | undefined {
  const since = sinceOnly.exec(line)
  const found = since ?? range.exec(line)
  if (found === null) return undefined
  const [whole, from = '', to] = found
  const period: Period = { startDate: isoDate(from) }
  if (to !== undefined && !new RegExp(open, 'iu').test(to)) period.endDate = isoDate(to)
  const before = line.slice(0, found.index)
  const after = line.slice(found.index + whole.length)
  // What held the date apart from the words goes with it.
  const rest = `${before.replace(/[\s(,|·•–—-]+$/u, '')}\t${after.replace(/^[\s),|·•–—-]+/u, '')}`.trim()
  return { period, rest, isRange: since !== null || to !== undefined }
}

/** `Mar 2021` → `2021-03`, `3/2021` → `2021-03`, `12 March 2021` → `2021-03-12`. */
function isoDate(text: string): string {
  if (/^\d{4}(?:-\d{2}){0,2}$/u.test(text)) return text
  const year = /(?:19|20)\d{2}/u.exec(text)?.[0] ?? ''
  const numeric = /^(\d{1,2})[/.]/u.exec(text)?.[1]
  if (numeric !== undefined) return `${year}-${numeric.padStart(2, '0')}`
  const name = /\p{L}{3}/u.exec(text)?.[0].toLowerCase() ?? ''
  const day = /(?<!\d)(\d{1,2})(?!\d)/u.exec(text)?.[1]
  const number = String(months.indexOf(name) + 1).padStart(2, '0')
  return day === undefined ? `${year}-${number}` : `${year}-${number}-${day.padStart(2, '0')}`
}
