const clock = String.raw`(\d{1,2}(?::\d{2})?) ?([ap]m)?`
const span = new RegExp(
  String.raw`^(|\S.*? )(from |between )?${clock} ?(-|–|—|to|till?|until|and) ?${clock}$`,
  'u',
)

/** When a span of time begins: `yesterday 9-11am` → `yesterday at 9am`. `20 to 9` is a time, and `9-5` alone is nothing. */
export function withoutEnd(phrase: string): string {
  const [, day = '', from, start = '', half, joint = '', end = '', endHalf] = span.exec(phrase) ?? []
  const isClock = half !== undefined || endHalf !== undefined || (start.includes(':') && end.includes(':'))
  const isSpan = from !== undefined ? isClock || day !== '' : day !== '' && (isClock || /[-–—]/u.test(joint))
  if (!isSpan || (joint === 'and' && from !== 'between ')) return phrase
  const turns = Number.parseInt(start, 10) % 12 > Number.parseInt(end, 10) % 12
  const own = half ?? (endHalf === undefined ? '' : turns && endHalf === 'pm' ? 'am' : endHalf)
  return `${day}at ${start}${own}`
}
