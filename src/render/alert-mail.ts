import { shortId } from '../base/id.ts'
import { count, squeeze, truncate } from '../base/text.ts'
import { html } from './html.ts'

export interface AlertMailData {
  brand: { name: string; slug: string }
  /** The newest first. */
  failures: readonly { jobId: string; at: Date; error: string; status: 'failed' | 'held' | 'refused' }[]
}

export interface AlertMail {
  subject: string
  text: string
  html: string
}

const mostShown = 5

/** Tells those who run a brand that its editions fail: what failed, when, and what to type. */
export function renderAlertMail({ brand, failures }: AlertMailData): AlertMail {
  const [newest] = failures
  const lines = failures.slice(0, mostShown).map(({ at, error, jobId, status }) => ({
    when: `${at.toISOString().slice(0, 16).replace('T', ' ')} UTC`,
    said: truncate(squeeze(`${prefixes[status]}${error}`), 400),
    job: shortId(jobId),
  }))
  const lead =
    failures.length === 1
      ? `An edition of ${brand.name} reached nobody.`
      : `${count(failures.length, 'edition')} of ${brand.name} reached nobody; the newest first.`
  const commands = [
    ...(newest === undefined ? [] : [`nightdesk explain ${shortId(newest.jobId)}`]),
    newest?.status === 'failed' ? `nightdesk digest run ${brand.slug}` : 'nightdesk email list',
    'nightdesk doctor',
  ]
  return {
    subject: squeeze(`${truncate(brand.name, 60)}: ${count(failures.length, 'edition')} failed`),
    text: textOf(lead, lines, commands),
    html: htmlOf(lead, lines, commands),
  }
}

interface Line {
  when: string
  said: string
  job: string
}

const prefixes = {
  failed: '',
  held: 'The mails are held: ',
  refused: 'The mail server refused the mails: ',
}

const note =
  'This mail comes at most once an hour for each brand. Its file names who gets it, under alerts_to.'

function textOf(lead: string, lines: readonly Line[], commands: readonly string[]): string {
  return [
    lead,
    '',
    ...lines.flatMap(({ when, said, job }) => [`${when} (job ${job})`, `  ${said}`, '']),
    'What to type:',
    ...commands.map((command) => `  ${command}`),
    '',
    note,
    '',
  ].join('\n')
}

function htmlOf(lead: string, lines: readonly Line[], commands: readonly string[]): string {
  return html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <title>${lead}</title>
      </head>
      <body
        style="margin:0;padding:24px;font:16px/1.5 -apple-system,'Segoe UI',Roboto,'Helvetica Neue',Arial,sans-serif"
      >
        <main style="max-width:600px;margin:0 auto">
          <h1 style="font-size:20px;line-height:1.3">${lead}</h1>
          ${lines.map(({ when, said, job }) => html`<p style="overflow-wrap:anywhere"><strong>${when}</strong> (job ${job})<br />${said}</p>`)}
          <h2 style="font-size:16px">What to type</h2>
          <pre style="white-space:pre-wrap;font-size:14px">${commands.join('\n')}</pre>
          <p style="font-size:14px">${note}</p>
        </main>
      </body>
    </html> `.toString()
}
