import { shortId } from '../base/id.ts'
import { count, squeeze } from '../base/text.ts'
import type { PointState, ReportContent, ReportPoint } from '../contracts/report.ts'
import { escapeMarkdown } from './markdown.ts'

const notes: Partial<Record<PointState, string>> = { next: 'Next: ', blocked: 'Blocked: ', asked: 'Asked: ' }
const saysItself =
  /^(?:still\s)?(?:blocked|blocker|waiting|stuck|plan|planned|planning|next|tomorrow|todo|will|going to|asked|requested)\b|\?$/i

/** A report as plain text; with `cite` each point ends with the ids of its entries, as in Markdown. */
export function reportText(content: ReportContent, { cite = false } = {}): string {
  const sections = content.sections.map(({ heading, points }) =>
    [
      heading,
      ...points.map(
        (point) => `  - ${label(content, point)}${squeeze(point.text)}${cite ? `  ${ids(point)}` : ''}`,
      ),
    ].join('\n'),
  )
  return [content.title, ...(sections.length === 0 ? [nothing(content)] : sections)].join('\n\n')
}

/** A report as Markdown (CommonMark): the entries of each point are named by the end of their ids. */
export function reportMarkdown(content: ReportContent): string {
  const sections = content.sections.map(({ heading, points }) =>
    [
      `## ${escapeMarkdown(heading)}`,
      '',
      ...points.map(
        (point) => `- ${label(content, point)}${escapeMarkdown(squeeze(point.text))} ${ids(point)}`,
      ),
    ].join('\n'),
  )
  return [`# ${content.title}`, ...(sections.length === 0 ? [nothing(content)] : sections)].join('\n\n')
}

/** In a standup the heading says the state; in a status the line does, unless its words do. */
function label({ kind }: ReportContent, { state, text }: ReportPoint): string {
  return kind === 'standup' || saysItself.test(text) ? '' : (notes[state] ?? '')
}

function nothing({ from, to, entries }: ReportContent): string {
  const when = from === to ? `on ${from}` : `from ${from} to ${to}`
  if (entries === 0) return `Nothing was logged ${when}.`
  return `${count(entries, 'entry was', 'entries were')} logged ${when}, and no line was made of ${entries === 1 ? 'it' : 'them'}.`
}

function ids({ entries }: ReportPoint): string {
  return `(${entries.map(shortId).join(', ')})`
}
