import { AppError } from '../../base/app-error.ts'
import { shortId } from '../../base/id.ts'
import { count } from '../../base/text.ts'
import type { ExplainedLine, ResumeDifference } from '../../services/resume-proof.ts'
import { defineCommand } from '../command.ts'
import { dayAndTime } from '../day.ts'
import { text } from '../option.ts'
import type { Printer } from '../print.ts'

export const why = defineCommand({
  name: 'why',
  summary: 'Show what proves a line of the résumé: its entry, the words, the sums',
  usage: '<line>',
  options: { version: text('--version <id>', 'of this version instead of the newest') },
  examples: ['nightdesk resume why 1', 'nightdesk resume why 3 --version 1a2b3c4d'],
  async run({ words: [typed = ''], options }, desk) {
    if (!/^[1-9]\d{0,4}$/.test(typed))
      throw new AppError('wrong-use', `"${typed}" is not the number of a line.`, {
        hint: 'Try: nightdesk resume why 1',
      })
    const { explainLine } = await import('../../services/resume-proof.ts')
    const found = await explainLine(await desk.app(), Number(typed), options.version)
    desk.print.data(found, () => explained(found, desk.print))
    if (found.stated) desk.print.next('nightdesk log "What I did"')
    else if (found.entry === null) desk.print.next('nightdesk resume refresh')
    else desk.print.next(`nightdesk entry used-by ${shortId(found.entry.id)}`)
  },
})

export const verify = defineCommand({
  name: 'verify',
  summary: 'Hold a JSON Resume file against the log of today; name every line that it does not prove',
  usage: '<file>',
  examples: ['nightdesk resume verify resume.json'],
  async run({ words: [file = ''] }, desk) {
    const { verifyResume } = await import('../../services/resume-proof.ts')
    const { lines, stated, broken } = await verifyResume(await desk.app(), file)
    const { print } = desk
    print.data({ lines, stated, broken }, () =>
      broken.length === 0
        ? provenText(lines, stated.length)
        : broken
            .map(({ number, text, fault, why }) => print.safe(`${number}  ${fault}: ${why}\n   ${text}`))
            .join('\n'),
    )
    if (broken.length > 0)
      throw new AppError(
        'failed',
        `${broken.length} of ${count(lines, 'line')} in "${file}" ${broken.length === 1 ? 'is' : 'are'} not proven.`,
        {
          hint: 'Try: nightdesk resume refresh',
        },
      )
    print.next('nightdesk resume why 1')
  },
})

export const diff = defineCommand({
  name: 'diff',
  summary: 'Compare two versions of the résumé line by line',
  usage: '<version> <version>',
  examples: ['nightdesk resume diff 1 2', 'nightdesk resume diff 1a2b3c4d 5e6f7a8b'],
  async run({ words: [one = '', other = ''] }, desk) {
    const { diffResumes } = await import('../../services/resume-proof.ts')
    const found = await diffResumes(await desk.app(), one, other)
    desk.print.data(found, () => desk.print.safe(differenceText(found)))
    desk.print.next(`nightdesk resume show ${other}`)
  },
})

function provenText(lines: number, stated: number): string {
  if (stated === 0) return `${count(lines, 'line')}, each proven by its entry.`
  return `${count(lines - stated, 'line')} proven by ${lines - stated === 1 ? 'its entry' : 'their entries'}; ${stated} stated by you.`
}

function explained({ line, proof, entry, quote, broken, stated }: ExplainedLine, print: Printer): string {
  const rows: [string, string][] = [['under', line.under]]
  if (entry !== null) rows.push(['entry', `${shortId(entry.id)}, ${dayAndTime(entry.at)}`])
  if (quote !== null) rows.push(['words', `“${quote}”`])
  if (proof !== null) rows.push(['form', proof.form])
  for (const sum of proof?.shown ?? []) rows.push(['sum', sum])
  if (stated) rows.push(['proof', 'none; stated by you in the résumé that was imported'])
  if (broken !== null) rows.push(['broken', `${broken.fault}: ${broken.why}`])
  const lines = rows.map(([name, value]) => `  ${print.paint('dim', name.padEnd(6))}  ${print.safe(value)}`)
  return [print.paint('bold', print.safe(line.text)), ...lines].join('\n')
}

function differenceText({ added, removed, changed, moved, same }: ResumeDifference): string {
  const lines = [
    ...removed.map(({ text }) => `- ${text}`),
    ...added.map(({ text }) => `+ ${text}`),
    ...changed.flatMap(({ before, after }) => [`- ${before.text}`, `+ ${after.text}`]),
    ...moved.map(
      ({ before, after }) =>
        `~ ${after.text} (${before.under} ${before.number} → ${after.under} ${after.number})`,
    ),
  ]
  return [...lines, `${count(same, 'line')} the same.`].join('\n')
}
