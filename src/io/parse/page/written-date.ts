import { parseDate } from '../date.ts'

const languages = 'en de fr es it pt nl sv da nb fi pl cs ru uk tr el ro hu id hr sk bg af'.split(' ')
let monthNumbers: ReadonlyMap<string, number> | undefined

/** The first date that is written out in a text, in many languages; null where there is none. At noon of nowhere: only the day counts. */
export function dateInText(text: string): Date | null {
  return isoDate(text) ?? cjkDate(text) ?? namedDate(text) ?? numberDate(text)
}

function isoDate(text: string): Date | null {
  const match = /(?<!\d)((?:19|20)\d{2})[-/.](\d{1,2})[-/.](\d{1,2})(?!\d)/.exec(text)
  return match === null ? null : onDay(match[1], match[2], match[3])
}

/** `2026年11月20日`, `2026년 11월 20일`. */
function cjkDate(text: string): Date | null {
  const match = /((?:19|20)\d{2})\s?[年년]\s?(\d{1,2})\s?[月월]\s?(\d{1,2})\s?[日일]/.exec(text)
  return match === null ? null : onDay(match[1], match[2], match[3])
}

/** `20 November 2026`, `20. Nov. 2026`, `20 de noviembre de 2026`, `November 20th, 2026`. */
function namedDate(text: string): Date | null {
  const pattern =
    /(?<!\d)(\d{1,2})(?:st|nd|rd|th|er|º|\.)?[\s,-]+(?:de |d'|of )?(\p{L}{3,12})\.?,?[\s,-]+(?:de |of )?((?:19|20)\d{2})(?!\d)|(\p{L}{3,12})\.?\s+(\d{1,2})(?:st|nd|rd|th)?,?\s+((?:19|20)\d{2})(?!\d)/giu
  for (const match of text.matchAll(pattern)) {
    const month = monthNumber(match[2] ?? match[4] ?? '')
    if (month === undefined) continue
    const date = onDay(match[3] ?? match[6], String(month), match[1] ?? match[5])
    if (date !== null) return date
  }
  return null
}

/** `20.11.2026`, `11/20/2026`: with slashes the month comes first unless that cannot be. */
function numberDate(text: string): Date | null {
  const match = /(?<![\d.])(\d{1,2})([/.-])(\d{1,2})\2((?:19|20)\d{2})(?!\d)/.exec(text)
  if (match === null) return null
  const [first = '', , second = ''] = match.slice(1)
  const monthFirst = match[2] === '/' ? Number(first) <= 12 : Number(second) > 12
  return monthFirst ? onDay(match[4], first, second) : onDay(match[4], second, first)
}

function onDay(year: string | undefined, month: string | undefined, day: string | undefined): Date | null {
  return parseDate(`${year}-${month?.padStart(2, '0')}-${day?.padStart(2, '0')}`)
}

/** The number of a month by its name or the first three letters of it. */
function monthNumber(name: string): number | undefined {
  monthNumbers ??= readMonthNames()
  const plain = fold(name)
  return monthNumbers.get(plain) ?? (plain.length >= 3 ? monthNumbers.get(plain.slice(0, 3)) : undefined)
}

function readMonthNames(): ReadonlyMap<string, number> {
  const numbers = new Map<string, number>()
  for (const language of languages)
    for (const style of ['long', 'short'] as const) {
      const format = new Intl.DateTimeFormat(language, { day: 'numeric', month: style, timeZone: 'UTC' })
      for (const [index, name] of monthNames(format).entries())
        numbers.set(name, numbers.get(name) ?? index + 1)
    }
  return numbers
}

function monthNames(format: Intl.DateTimeFormat): string[] {
  return Array.from({ length: 12 }, (_, month) => {
    const parts = format.formatToParts(Date.UTC(2026, month, 15))
    return fold(parts.find(({ type }) => type === 'month')?.value ?? '')
  })
}

function fold(name: string): string {
  return name.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase().replace(/\.$/, '')
}
