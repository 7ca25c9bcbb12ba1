import { monthNumber } from './month-names.ts'

/** What helps to read a date that can be read in two ways. */
export interface DateReader {
  /** Two letters. */
  language?: string | undefined
  /** `3/4/2026` is the fourth of March; true where absent. */
  monthFirst?: boolean | undefined
}

type Reading = (text: string, reader: DateReader) => Date | null

const readings: readonly Reading[] = [
  persianDate,
  isoDate,
  eastAsianDate,
  namedDate,
  yearFirstDate,
  numberDate,
]
/** The years before the first one of an era. */
const yearsBefore: Record<string, number> = { 昭和: 1925, 平成: 1988, 令和: 2018, 民國: 1911 }
const persianMonths = 'فروردین اردیبهشت خرداد تیر مرداد شهریور مهر آبان آذر دی بهمن اسفند'.split(' ')
const monthName = String.raw`(\p{L}[\p{L}\p{M}’']{1,14})`
const otherName = String.raw`(?:/\p{L}[\p{L}\p{M}’']{1,14})?`
const year = String.raw`((?:19|20|25)\d{2})(?!\d)`
const ordinal = String.raw`(?:st|nd|rd|th|er|re|ère|º|ª|°|\.|-?(?:an|a|e|го|е))?`
const small = String.raw`(?:de\s|del\s|d['’]|of\s|di\s|da\s|tháng\s|,\s?|ta['’]\s)?`
const dayFirst = new RegExp(
  String.raw`(?<![\d.,])(\d{1,2})${ordinal}[\s,\-–/]*${small}\s*${monthName}${otherName}[\s.,،\-–/]+${small}\s*(?:năm\s)?${year}`,
  'giu',
)
const monthNameFirst = new RegExp(
  String.raw`(?<!\p{L})${monthName}\.?[\s-]+(\d{1,2})(?:st|nd|rd|th)?[\s,-]+${year}`,
  'giu',
)
const yearWord = String.raw`(?:\sm\.|\sgada|-?yil|\sжыл(?:ғы|ы)|[ea]?ko)?`
const yearFirst = new RegExp(
  String.raw`(?<!\d)((?:19|20)\d{2})\.?${yearWord}[\s\-]+(?:(\d{1,2})[.\s\-]+${monthName}|${monthName}\.?[\s\-]+(\d{1,2}))(?!\d|(?!T\d)\p{L})`,
  'giu',
)

/**
 * The first date that is written out in a text, in many languages; null where there is none. At midnight of nowhere:
 * only the day counts.
 */
export function dateInText(text: string, reader: DateReader = {}): Date | null {
  if (!/\p{Nd}/u.test(text)) return null
  const plain = withPlainNames(withPlainDigits(text))
  for (const reading of readings) {
    const date = reading(plain, reader)
    if (date !== null) return date
  }
  return null
}

/** Digits of Arabic, Persian, Indic and wide forms as those of ASCII; without joiners, which are not seen. */
function withPlainDigits(text: string): string {
  return text.replace(/[\u200c\u200d]/g, '').replace(/(?=\P{ASCII})\p{Nd}/gu, (digit) => {
    const point = digit.codePointAt(0) ?? 0
    let zero = point
    while (point - zero < 9 && /\p{Nd}/u.test(String.fromCodePoint(zero - 1))) zero -= 1
    return String(point - zero)
  })
}

/** Names of months of two words, or with points in them, as one word; years of Thailand with all four digits. */
function withPlainNames(text: string): string {
  if (/\p{Script=Thai}/u.test(text))
    return text
      .replace(/(?<=\p{Script=Thai})\./gu, '')
      .replace(/พศ\s*(?=\d)/gu, '')
      .replace(/(?<=\d\s?[\p{Script=Thai}\p{M}]{2,12}\s)(\d{2})(?![\d:.])/u, '25$1')
  return text.replace(/(تشرين|كانون) (الأول|الثاني)/u, (_whole, month: string, which: string) =>
    month === 'تشرين' ? (which === 'الأول' ? 'أكتوبر' : 'نوفمبر') : which === 'الأول' ? 'ديسمبر' : 'يناير',
  )
}

function isoDate(text: string): Date | null {
  const match = /(?<![\d.])((?:19|20)\d{2})([-/.])\s?(\d{1,2})\2\s?(\d{1,2})(?!\d)/.exec(text)
  return match === null ? null : onDay(match[1], match[3], match[4])
}

/** `2026年11月20日`, `2026년 11월 20일`, `令和8年11月20日`, `民國115年11月20日`, and in Mongolia `2026 оны 11-р сарын 20`. */
function eastAsianDate(text: string): Date | null {
  const match =
    /(昭和|平成|令和|民[國国])?\s?(?<!\d)(\d{1,4}|元)\s?(?:[年년]|оны)\s?(\d{1,2})\s?(?:[月월]|-?р сарын)\s?(\d{1,2})\s?[日号號일]?/.exec(
      text,
    )
  if (match === null) return null
  const [, era = '', written = '', month, day] = match
  const counted = written === '元' ? 1 : Number(written)
  const republic = counted >= 100 && counted < 200 ? yearsBefore['民國'] : undefined
  const before = yearsBefore[era.replace('国', '國')] ?? republic ?? 0
  return onDay(String(before + counted), month, day)
}

/** `20 November 2026`, `20. Nov. 2026`, `20 de noviembre de 2026`, `November 20th, 2026`, `20 tháng 11, 2026`. */
function namedDate(text: string, { language }: DateReader): Date | null {
  const vietnamese = /(?<!\d)(\d{1,2})\s+tháng\s+(\d{1,2})(?:,|\s+năm)?\s+((?:19|20)\d{2})/iu.exec(text)
  if (vietnamese !== null) return onDay(vietnamese[3], vietnamese[2], vietnamese[1])
  const found = [
    ...[...text.matchAll(dayFirst)].map((match) => ({ match, day: match[1], month: match[2] })),
    ...[...text.matchAll(monthNameFirst)].map((match) => ({ match, day: match[2], month: match[1] })),
  ].sort((a, b) => a.match.index - b.match.index)
  for (const { match, day, month } of found) {
    const number = monthNumber(month ?? '', language)
    const date = number === undefined ? null : onDay(gregorian(match[3]), String(number), day)
    if (date !== null) return date
  }
  return null
}

/** The year, the month by its name or number and the day of the calendar of Iran: `۲۹ آبان ۱۴۰۵`, `1405/08/29`. */
function persianDate(text: string, { language }: DateReader): Date | null {
  if (language !== 'fa') return null
  const match = /(?<!\d)(1[34]\d{2})[/-](\d{1,2})[/-](\d{1,2})(?!\d)/.exec(text)
  if (match !== null) return persianDay(Number(match[1]), Number(match[2]), Number(match[3]))
  const named = new RegExp(
    `(\\d{1,2})\\s+(${persianMonths.join('|')})(?:\\s?ماه)?،?\\s+(1[34]\\d{2})`,
    'u',
  ).exec(text)
  return named === null
    ? null
    : persianDay(Number(named[3]), persianMonths.indexOf(named[2] ?? '') + 1, Number(named[1]))
}

/** The first half of the year has months of 31 days, and begins on a day between 19 and 22 March. */
function persianDay(year: number, month: number, day: number): Date | null {
  const persian = new Intl.DateTimeFormat('en-u-ca-persian', {
    month: 'numeric',
    day: 'numeric',
    timeZone: 'UTC',
  })
  const starts = [19, 20, 21, 22].map((march) => Date.UTC(year + 621, 2, march))
  const start = starts.find((time) => persian.format(time).startsWith('1/1'))
  if (start === undefined || month < 1 || month > 12 || day < 1 || day > 31) return null
  const before = month <= 7 ? (month - 1) * 31 : 186 + (month - 7) * 30
  return new Date(start + (before + day - 1) * 86_400_000)
}

/** `2026. november 20.`, `2026 m. lapkričio 20 d.`, `2026. gada 20. novembris`, `2026-yil 20-noyabr`. */
function yearFirstDate(text: string, { language }: DateReader): Date | null {
  for (const [, year, before, monthBehind, monthAhead, behind] of text.matchAll(yearFirst)) {
    const number = monthNumber(monthBehind ?? monthAhead ?? '', language)
    const date = number === undefined ? null : onDay(year, String(number), before ?? behind)
    if (date !== null) return date
  }
  return null
}

/** `20.11.2026`, `11/20/2026`, `20.11.26`: dots put the day first, slashes, and in English dashes, as the reader has it. */
function numberDate(text: string, { language, monthFirst = true }: DateReader): Date | null {
  const match =
    /(?<![\d.:/-])(\d{1,2})([/.-])\s?(\d{1,2})\2\s?((?:19|20|25)\d{2})(?!\d)/.exec(text) ??
    /(?<![\d.,:/-])(\d{2})(\.)(\d{2})\2([0-4]\d)(?![.:/,]?\d|%)/.exec(text) ??
    /(?<![\d.,:/-])(\d{1,2})(\/)(\d{1,2})\2([0-4]\d)(?![.:/,]?\d|%)/.exec(text)
  if (match === null) return null
  const [, first = '', sign, second = '', written = ''] = match
  const full = written.length === 2 ? `20${written}` : gregorian(written)
  const isEnglish = monthFirst && (sign === '/' || (sign === '-' && language === 'en'))
  const monthLeads = isEnglish ? Number(first) <= 12 : Number(second) > 12
  return monthLeads ? onDay(full, first, second) : onDay(full, second, first)
}

/** Years of the Buddhist calendar, which Thai dates count. */
function gregorian(written: string | undefined): string {
  const number = Number(written)
  return String(number > 2400 ? number - 543 : number)
}

function onDay(year: string | undefined, month: string | undefined, day: string | undefined): Date | null {
  const [y, m, d] = [Number(year), Number(month), Number(day)]
  const date = new Date(Date.UTC(y, m - 1, d))
  const exists = date.getUTCMonth() === m - 1 && date.getUTCDate() === d
  return exists && y >= 1970 && y < 2100 ? date : null
}
