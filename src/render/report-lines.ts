import { shortId } from '../base/id.ts'
import { count, inOneLine } from '../base/text.ts'
import type { PointState, ReportContent, ReportPoint } from '../contracts/report.ts'
import { hoursOf } from '../domain/report-timesheet.ts'

/** A line of a report as every format shows it. */
export interface ReportLine {
  text: string
  /** What stands behind the words: since when, how many hours; may be empty. */
  aside: string
  /** The ends of the ids of its entries. */
  ids: string[]
}

export interface ReportLines {
  title: string
  sections: { heading: string; lines: ReportLine[] }[]
  /** What is said below all sections. */
  closing: string[]
}

const notes: Partial<Record<PointState, string>> = { next: 'Next: ', blocked: 'Blocked: ', asked: 'Asked: ' }
const saysItself =
  /^(?:still\s)?(?:blocked|blocker|waiting|stuck|plan|planned|planning|next|tomorrow|todo|will|going to|asked|requested)\b|\?$/i
const headed: readonly ReportContent['kind'][] = ['standup', 'review', 'brag']

/** The words of a report, before any format. */
export function reportLines(content: ReportContent): ReportLines {
  const sections = content.sections.map(({ heading, points }) => ({
    heading: content.kind === 'timesheet' ? withHours(heading, points) : heading,
    lines: points.map((point) => lineOf(content, point)),
  }))
  return { title: content.title, sections, closing: closingOf(content) }
}

function withHours(heading: string, points: readonly ReportPoint[]): string {
  const hours = hoursOf(points)
  return hours === 0 ? heading : `${heading} · ${hours} h`
}

/** Where the heading says the state the line does not, nor where its words do. */
function lineOf({ kind }: ReportContent, { text, state, entries, since, hours }: ReportPoint): ReportLine {
  const note = headed.includes(kind) || saysItself.test(text) ? '' : (notes[state] ?? '')
  const asides = [since && `since ${since}`, hours && `${hours} h`].filter(Boolean)
  return {
    text: note + inOneLine(text),
    aside: asides.length === 0 ? '' : `[${asides.join(', ')}]`,
    ids: entries.map(shortId),
  }
}

function closingOf(content: ReportContent): string[] {
  const points = content.sections.flatMap((section) => section.points)
  const erased = content.erased
    ? [`${count(content.erased, 'line was', 'lines were')} deleted for good.`]
    : []
  if (points.length === 0) return erased.length === 0 ? [nothing(content)] : erased
  const left =
    content.leftOut === undefined
      ? []
      : [`${count(content.leftOut, 'more line, which says', 'more lines, which say')} less.`]
  return [...erased, ...left, ...(content.kind === 'timesheet' ? [totalOf(points)] : [])]
}

function totalOf(points: readonly ReportPoint[]): string {
  const silent = points.filter(({ hours }) => hours === undefined).length
  const total = `In all ${hoursOf(points)} h`
  return silent === 0
    ? `${total}.`
    : `${total}; ${count(silent, 'line says', 'lines say')} no time. Say it like this: "Fixed the build (1.5 h)".`
}

function nothing({ kind, from, to, entries, told = 0 }: ReportContent): string {
  const when = from === to ? `on ${from}` : `from ${from} to ${to}`
  if (entries === 0 && told > 0)
    return `Nothing new: an earlier ${kind} told the ${count(told, 'entry', 'entries')} ${when}.`
  if (entries === 0) return `Nothing was logged ${when}.`
  return `${count(entries, 'entry was', 'entries were')} logged ${when}, and no line was made of ${entries === 1 ? 'it' : 'them'}.`
}
