import { dateInText } from '../written-date.ts'

const year = String.raw`((?:19|20)\d{2})`
const month = String.raw`(0[1-9]|1[0-2])`
const day = String.raw`([0-2]\d|3[01])`
/** The year first: `/2026/11/20/`, `/2026-11/20/`, `/20261120/`, `/2026/1120/`, `/t20261120_1.htm`. */
const yearFirst = [
  String.raw`[/_-]${year}[/_-](\d{1,2})[/_-](\d{1,2})(?:[/_.-]|$)`,
  String.raw`[/_-]t?${year}/?${month}${day}(?:[/_.T-]|$)`,
].map((pattern) => new RegExp(pattern))
/** `/20-11-2026/`, `/20112026/`. */
const dayFirst = [
  String.raw`[/_-](\d{1,2})-(\d{1,2})-${year}(?:[/_.-]|$)`,
  String.raw`[/_-]${day}${month}(20\d{2})(?:[/_.-]|$)`,
].map((pattern) => new RegExp(pattern))
/** `/2026/nov/20/`, `/2026/november/20/`. */
const named = new RegExp(String.raw`/${year}/([a-z]{3,9})/(\d{1,2})(?:/|$)`, 'i')

/** The day that the path of an address names. */
export function addressDate(url: string): Date | null {
  const path = URL.parse(url)?.pathname ?? ''
  for (const pattern of yearFirst) {
    const match = pattern.exec(path)
    if (match !== null) return dateInText(`${match[1]}-${match[2]}-${match[3]}`)
  }
  const month = named.exec(path)
  if (month !== null) return dateInText(`${month[3]} ${month[2]} ${month[1]}`)
  for (const pattern of dayFirst) {
    const match = pattern.exec(path)
    if (match !== null) return dateInText(`${match[1]}.${match[2]}.${match[3]}`)
  }
  return null
}
