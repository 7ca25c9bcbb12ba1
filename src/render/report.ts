import { inOneLine, squeeze, stripControls } from '../base/text.ts'
import type { ReportContent } from '../contracts/report.ts'
import { csv } from './csv.ts'
import { html, Html } from './html.ts'
import { escapeMarkdown } from './markdown.ts'
import { reportLines, type ReportLine } from './report-lines.ts'

/** A report as plain text; with `cite` each point ends with the ids of its entries, as in Markdown. */
export function reportText(content: ReportContent, { cite = false } = {}): string {
  const { title, sections, closing } = reportLines(content)
  const blocks = sections.map(({ heading, lines }) =>
    [heading, ...lines.map((line) => `  - ${said(line)}${cite ? `  ${named(line)}` : ''}`)].join('\n'),
  )
  return [title, ...blocks, ...closing].join('\n\n')
}

/** A report as Markdown (CommonMark): the entries of each point are named by the end of their ids. */
export function reportMarkdown(content: ReportContent): string {
  const { title, sections, closing } = reportLines(content)
  const blocks = sections.map(({ heading, lines }) =>
    [
      `## ${escapeMarkdown(heading)}`,
      '',
      ...lines.map((line) => `- ${escapeMarkdown(said(line))} ${named(line)}`),
    ].join('\n'),
  )
  return [`# ${title}`, ...blocks, ...closing.map(escapeMarkdown)].join('\n\n')
}

/** A report as a Slack message (mrkdwn): only `&`, `<` and `>` are control characters there. No ids: it is read by others. */
export function reportSlack(content: ReportContent): string {
  const { title, sections, closing } = reportLines(content)
  const blocks = sections.map(({ heading, lines }) =>
    [`*${escapeSlack(heading)}*`, ...lines.map((line) => `• ${escapeSlack(said(line))}`)].join('\n'),
  )
  return [`*${escapeSlack(title)}*`, ...blocks, ...closing.map((line) => `_${escapeSlack(line)}_`)].join(
    '\n\n',
  )
}

/** Slack, "Formatting text for app surfaces". A zero-width space keeps a word's own `*`, `_`, `~` and backtick as they are. */
function escapeSlack(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replace(/[*_~`]/g, '\u200b$&\u200b')
}

const style = new Html(`
:root{color-scheme:light dark}
body{max-width:680px;margin:0 auto;padding:32px 20px;font:16px/1.55 -apple-system,'Segoe UI',Roboto,'Helvetica Neue',Arial,sans-serif}
h1{font-size:24px;line-height:1.3}h2{margin:28px 0 8px;font-size:17px}
ul{margin:0;padding-left:20px}li{margin:0 0 6px}small{color:#6b6661}
@media (prefers-color-scheme:dark){body{background:#16161a;color:#f1efec}small{color:#aaa49d}}
`)

/** A report as a page that stands alone: no script, no image, nothing from elsewhere. */
export function reportHtml(content: ReportContent): string {
  const { title, sections, closing } = reportLines(content)
  return html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>${title}</title>
        <style>
          ${style}
        </style>
      </head>
      <body>
        <main>
          <h1>${title}</h1>
          ${sections.map(
            ({ heading, lines }) => html`
              <h2>${heading}</h2>
              <ul>
                ${lines.map((line) => html`<li>${said(line)} <small>${named(line)}</small></li>`)}
              </ul>
            `,
          )}
          ${closing.map((line) => html`<p>${line}</p>`)}
        </main>
      </body>
    </html> `.toString()
}

/** A report as CSV, a row for each point: section, state, since, hours, text and the ids of its entries. */
export function reportCsv({ sections }: ReportContent): string {
  const rows = sections.flatMap(({ heading, points }) =>
    points.map(({ state, since = '', hours = '', text, entries }) => [
      squeeze(stripControls(heading)),
      state,
      since,
      hours,
      inOneLine(stripControls(text)),
      entries.join(' '),
    ]),
  )
  return csv([['section', 'state', 'since', 'hours', 'text', 'entries'], ...rows])
}

function said({ text, aside }: ReportLine): string {
  return aside === '' ? text : `${text} ${aside}`
}

function named({ ids }: ReportLine): string {
  return `(${ids.join(', ')})`
}
