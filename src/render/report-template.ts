import Mustache from 'mustache'
import { AppError, messageOf } from '../base/app-error.ts'
import type { ReportContent } from '../contracts/report.ts'
import { reportLines } from './report-lines.ts'

/** What a template may name, for its error. */
const names = 'title, from, to, sections (heading, points (text, state, ids, hours, since)), closing'

/**
 * A report in a person's own layout: a Mustache template (mustache(5)). Text stands as it is; `{{#sections}}` and
 * `{{#points}}` repeat. Nothing in a template can run or read a file. It was checked by `checkTemplate`.
 */
export function reportFromTemplate(template: string, content: ReportContent): string {
  const { sections, closing } = reportLines(content)
  const view = {
    title: content.title,
    kind: content.kind,
    from: content.from,
    to: content.to,
    entries: content.entries,
    closing,
    sections: sections.map(({ heading, lines }, index) => ({
      heading,
      points: lines.map(({ text, ids }, line) => {
        const { state, since, hours } = content.sections[index]?.points[line] ?? {}
        return { text, ids: ids.join(', '), state, since: since ?? '', hours: hours ?? '' }
      }),
    })),
  }
  return Mustache.render(template, view, {}, { escape: (text) => String(text) })
}

const known = new Set(
  'title kind from to entries closing sections heading points text ids state since hours .'.split(' '),
)

/** Throws for a template that cannot be read, and for a name that a report does not have. */
export function checkTemplate(template: string): void {
  for (const name of namesIn(parse(template)))
    if (!known.has(name))
      throw new AppError('wrong-use', `The template names "${name}", which no report has.`, {
        hint: `It may name: ${names}.`,
      })
}

type Tokens = ReturnType<typeof Mustache.parse>

function parse(template: string): Tokens {
  try {
    return Mustache.parse(template)
  } catch (error) {
    throw new AppError('wrong-use', `The template cannot be read: ${messageOf(error)}.`, {
      hint: 'Try: {{title}}{{#sections}} {{heading}}:{{#points}} {{text}}{{/points}}{{/sections}}',
    })
  }
}

/** The names in the tokens and in those inside them. A partial (`{{> name}}`) is none that a report has. */
function* namesIn(tokens: Tokens): Generator<string> {
  for (const [kind, name, , , inside] of tokens) {
    if (kind !== 'text' && kind !== '!') yield kind === '>' ? `> ${name}` : name
    if (Array.isArray(inside)) yield* namesIn(inside)
  }
}
