import { count, listWords } from '../../base/text.ts'
import { defineCommand } from '../command.ts'
import { tellEngine } from '../engine-note.ts'
import { flag } from '../option.ts'
import { wrapLines } from '../paragraph.ts'
import { jobOptions, runAndShow } from '../run-job.ts'

export const extract = defineCommand({
  name: 'extract',
  summary: 'Find the skills that the work log proves, each with verbatim excerpts',
  options: { again: flag('--again', 'read all entries again, not only new and changed ones'), ...jobOptions },
  examples: ['nightdesk extract', 'nightdesk extract --again', 'nightdesk extract --no-wait'],
  async run({ options }, desk) {
    const { extractWorkflow, extractResult } = await import('../../services/skills.ts')
    const { again } = options
    const job = await runAndShow(desk, extractWorkflow, { again }, options)
    if (job === undefined) return
    const result = extractResult(job)
    const { print } = desk
    print.data({ jobId: job.id, ...result }, () => wrapLines(resultText(result), print.room))
    await tellEngine(desk, result.engine)
    if (result.entries === 0) print.next('nightdesk log "What I did"', 'nightdesk skills')
    else print.next('nightdesk skills', 'nightdesk resume refresh')
  },
})

const shownNames = 12

function resultText({ entries, skills, evidence }: { entries: number; skills: string[]; evidence: number }) {
  if (entries === 0) return 'No entry is new or changed; nothing was read.'
  const names = skills.slice(0, shownNames)
  const more = skills.length > names.length ? `, and ${skills.length - names.length} more` : ''
  const named = names.length === 0 ? '' : `: ${more === '' ? listWords(names) : names.join(', ') + more}`
  return `${count(skills.length, 'skill')} in ${count(entries, 'entry', 'entries')}${named}. ${count(evidence, 'excerpt')} new or changed.`
}
