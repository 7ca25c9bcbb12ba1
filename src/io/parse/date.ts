import { dateInText } from './written-date.ts'

const months = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec']
/** Offsets in minutes of the zones that mails and feeds name (RFC 822, section 5.1, and those seen in feeds). */
const zones: Record<string, number> = {
  z: 0,
  ut: 0,
  utc: 0,
  gmt: 0,
  wet: 0,
  bst: 60,
  cet: 60,
  met: 60,
  west: 60,
  mez: 60,
  ist: 330,
  cest: 120,
  mest: 120,
  mesz: 120,
  eet: 120,
  eest: 180,
  msk: 180,
  sast: 120,
  jst: 540,
  kst: 540,
  hkt: 480,
  aest: 600,
  aedt: 660,
  acst: 570,
  awst: 480,
  nzst: 720,
  nzdt: 780,
  ast: -240,
  adt: -180,
  est: -300,
  edt: -240,
  et: -300,
  cst: -360,
  cdt: -300,
  ct: -360,
  mst: -420,
  mdt: -360,
  mt: -420,
  pst: -480,
  pdt: -420,
  pt: -480,
  akst: -540,
  akdt: -480,
  hst: -600,
}

/**
 * The moment that a feed, a sitemap or a meta element names: RFC 822, 850 and 3339, ISO 8601 and what is near them
 * (missing parts, named zones, names of days that are wrong, other languages), seconds and milliseconds since 1970. A
 * time without a zone is taken as UTC. Null for what names no moment between 1970 and 2100.
 */
export function parseDate(text: string | null | undefined): Date | null {
  const clean = text?.trim().replace(/\s+/g, ' ') ?? ''
  if (clean === '' || clean.length > 100) return null
  const date =
    isoDate(clean) ??
    mailDate(clean) ??
    asciiDate(clean) ??
    numericDate(clean) ??
    epochDate(clean) ??
    foreignDate(clean)
  if (date === null || Number.isNaN(date.getTime())) return null
  const year = date.getUTCFullYear()
  return year >= 1970 && year < 2100 ? date : null
}

/** `2026-11-20T09:30:00+02:00`, `2026-11-20 09:30`, `20261120`, `20261120093000`, `2026-11`, `2026-324`, `2026`. */
function isoDate(text: string): Date | null {
  const match =
    /^(\d{4})(?:-?(\d{2})(?:-?(\d{2}))?)?(?:(?:T|t| |, )(\d{1,2})(?::?(\d{2})(?::?(\d{2}))?)?(?:[.,](\d+))?\s*(.*))?$/.exec(
      text,
    ) ??
    /^(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?:[T ](\d{1,2}):(\d{2})(?::(\d{2}))?(?:\.(\d+))?\s*(.*))?$/.exec(
      text,
    ) ??
    /^((?:19|20)\d{2})(\d{2})(\d{2})(\d{2})(\d{2})(\d{2})$/.exec(text)
  if (match === null) return ordinalDate(text)
  const [, year, month = '1', day = '1', hour = '0', minute = '0', second = '0', , zone = ''] = match
  return moment([year, month, day, hour, minute, second].map(Number), zone)
}

/** ISO 8601 with the day of the year: `2026-324`. */
function ordinalDate(text: string): Date | null {
  const match = /^(\d{4})-(\d{3})$/.exec(text)
  if (match === null) return null
  return new Date(Date.UTC(Number(match[1]), 0, Number(match[2])))
}

/** `Fri, 20 Nov 2026 09:30:00 +0200`, `20-Nov-26 09:30 EST`, `20 November 2026`. */
function mailDate(text: string): Date | null {
  const match =
    /^(?:[^\d\s]+,?\s*)?(\d{1,2})(?:st|nd|rd|th|\.)?[-\s/]+([a-z]{3,9})\.?,?[-\s/]+(\d{4}|\d{2})\b(?:,?\s*(?:at\s+)?(.*))?$/i.exec(
      text,
    )
  if (match === null) return null
  return named(match[3], match[2], match[1], match[4])
}

/** `Fri Nov 20 09:30:00 2026`, `Nov 20, 2026 09:30 PST`, `November 20, 2026`. */
function asciiDate(text: string): Date | null {
  const trailing =
    /^(?:[a-z]{3,9},?\s+)?([a-z]{3,9})\.?\s+(\d{1,2})\s+(\d{1,2}:\d{2}(?::\d{2})?)\s+(?:([a-z+][\w:+-]*)\s+)?(\d{4})$/i.exec(
      text,
    )
  if (trailing !== null)
    return named(trailing[5], trailing[1], trailing[2], `${trailing[3]} ${trailing[4] ?? ''}`)
  const match =
    /^(?:[a-z]{3,9},?\s+)?([a-z]{3,9})\.?\s+(\d{1,2})(?:st|nd|rd|th)?,?\s+(\d{4})(?:,?\s*(?:at\s+)?(.*))?$/i.exec(
      text,
    )
  return match === null ? null : named(match[3], match[1], match[2], match[4])
}

/** `11/20/2026` and `20.11.2026`: the day comes second with slashes unless that cannot be, first with dots. */
function numericDate(text: string): Date | null {
  const match = /^(\d{1,2})([/.-])(\d{1,2})\2(\d{4})(?:,?\s+(.*))?$/.exec(text)
  if (match === null) return null
  const [first, second] = [Number(match[1]), Number(match[3])]
  const monthFirst = match[2] === '/' ? first <= 12 : second > 12
  const [month, day] = monthFirst ? [first, second] : [second, first]
  return withTime([Number(match[4]), month, day], match[5] ?? '')
}

/** Seconds or milliseconds since 1970, from 2001 on. */
function epochDate(text: string): Date | null {
  if (!/^\d{10}(?:\d{3})?$/.test(text)) return null
  return new Date(Number(text) * (text.length === 10 ? 1000 : 1))
}

/** A day in another language, and the time that stands behind it: `Κυρ, 11 Ιούλ 2004 12:00 EST`, `2004년 5월 28일 오후 1:31`. */
function foreignDate(text: string): Date | null {
  const date = dateInText(text)
  if (date === null) return null
  const match = /(?<!\d)(\d{1,2}):(\d{2})(?::(\d{2}))?(?:\.\d+)?\s*([\s\S]*)$/.exec(text)
  if (match === null) return date
  const hour = Number(match[1]) + (/오후|下午|午後|μμ/.test(text) && Number(match[1]) < 12 ? 12 : 0)
  const parts = [date.getUTCFullYear(), date.getUTCMonth() + 1, date.getUTCDate()]
  return moment([...parts, hour, Number(match[2]), Number(match[3] ?? '0')], match[4] ?? '')
}

function named(
  year: string | undefined,
  month: string | undefined,
  day: string | undefined,
  time: string | undefined,
): Date | null {
  const index = months.indexOf((month ?? '').slice(0, 3).toLowerCase())
  if (index === -1) return null
  return withTime([fullYear(Number(year)), index + 1, Number(day)], time ?? '')
}

/** RFC 2822, section 4.3, moved on: two digits are of this century up to 69. */
function fullYear(year: number): number {
  if (year >= 100) return year
  return year < 70 ? 2000 + year : 1900 + year
}

function withTime(date: number[], time: string): Date | null {
  const match = /^(\d{1,2}):(\d{2})(?::(\d{2}))?(?:[.,]\d+)?\s*([ap]\.?m\.?)?\s*(.*)$/i.exec(time)
  if (match === null) return moment([...date, 0, 0, 0], /^[+-]|^[a-z]{1,5}$/i.test(time) ? time : '')
  let hour = Number(match[1])
  const half = match[4]?.[0]?.toLowerCase()
  if (half === 'p' && hour < 12) hour += 12
  if (half === 'a' && hour === 12) hour = 0
  return moment([...date, hour, Number(match[2]), Number(match[3] ?? '0')], match[5] ?? '')
}

function moment(parts: readonly number[], zone: string): Date | null {
  const [year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0] = parts
  if (month < 1 || month > 12 || day < 1 || day > 31 || hour > 24 || minute > 59 || second > 61) return null
  return new Date(Date.UTC(year, month - 1, day, hour, minute, second) - zoneMinutes(zone) * 60_000)
}

function zoneMinutes(zone: string): number {
  const offset = /(?:^|[\s(])(?:gmt|utc)?\s*([+-])(\d{1,2}):?(\d{2})?/i.exec(zone)
  if (offset !== null) {
    const minutes = Number(offset[2]) * 60 + Number(offset[3] ?? '0')
    return offset[1] === '-' ? -minutes : minutes
  }
  return zones[/[a-z]+/i.exec(zone)?.[0].toLowerCase() ?? 'z'] ?? 0
}
