import { shortId } from '../../base/id.ts'
import { count, squeeze } from '../../base/text.ts'
import type { SkillEvidence } from '../../contracts/skill.ts'
import type { RatedSkill } from '../../services/skills.ts'
import { defineCommand, defineGroup } from '../command.ts'
import { dayName } from '../day.ts'
import { flag, whole } from '../option.ts'
import { wrapLines } from '../paragraph.ts'
import { requirementsText } from '../requirements.ts'
import type { Printer } from '../print.ts'
import { table } from '../table.ts'
import { localDay } from '../time.ts'

const list = defineCommand({
  name: 'list',
  summary: 'List the skills that the work log proves, the most used first',
  options: { limit: whole('-n, --limit <number>', 'at most so many') },
  examples: ['nightdesk skills', 'nightdesk skills --limit 10', 'nightdesk skills --json'],
  async run({ options }, desk) {
    const { listSkills } = await import('../../services/skills.ts')
    const skills = await listSkills(await desk.app())
    const shown = skills.slice(0, options.limit)
    desk.print.data(shown, () => listText(shown, desk.print))
    if (shown.length < skills.length)
      desk.print.say(`${skills.length - shown.length} more; leave out --limit.`)
    const [first] = shown
    if (first === undefined) desk.print.next('nightdesk log "What I did"', 'nightdesk extract')
    else desk.print.next(`nightdesk skills show ${quote(first.name)}`, 'nightdesk resume refresh')
  },
})

const show = defineCommand({
  name: 'show',
  summary: 'Show all that proves a skill: verbatim excerpts with their entries',
  usage: '<name...>',
  examples: ['nightdesk skills show PostgreSQL', 'nightdesk skills show "Code review"'],
  async run({ words }, desk) {
    const { showSkill } = await import('../../services/skills.ts')
    const { skill, evidence } = await showSkill(await desk.app(), words.join(' '))
    const { print } = desk
    print.data({ ...skill, evidence }, () => showText(skill, evidence, print))
    const [newest] = evidence
    if (newest !== undefined) print.next(`nightdesk show ${shortId(newest.entryId)}`, 'nightdesk skills')
  },
})

const merge = defineCommand({
  name: 'merge',
  summary: 'Count all that proves one skill for another, from now on',
  usage: '<skill> <into>',
  examples: ['nightdesk skills merge "Amazon SQS" AWS'],
  async run({ words: [from = '', into = ''] }, desk) {
    const { mergeSkills } = await import('../../services/skills.ts')
    const merged = await mergeSkills(await desk.app(), from, into)
    const { safe } = desk.print
    desk.print.data(merged, () => `${safe(merged.from)} counts as ${safe(merged.into)} from now on.`)
    desk.print.next(`nightdesk skills show ${quote(merged.into)}`, 'nightdesk undo')
  },
})

const rename = defineCommand({
  name: 'rename',
  summary: 'Show a skill under another name, from now on',
  usage: '<skill> <name>',
  examples: ['nightdesk skills rename "Amazon S3" "Object storage"'],
  async run({ words: [from = '', to = ''] }, desk) {
    const { renameSkill } = await import('../../services/skills.ts')
    const renamed = await renameSkill(await desk.app(), from, to)
    const { safe } = desk.print
    desk.print.data(renamed, () => `${safe(renamed.from)} is called ${safe(renamed.to)} from now on.`)
    desk.print.next(`nightdesk skills show ${quote(renamed.to)}`, 'nightdesk undo')
  },
})

const hide = defineCommand({
  name: 'hide',
  summary: 'Leave a skill out of lists and résumés; --undo brings it back',
  usage: '<name...>',
  options: { undo: flag('--undo', 'show it again') },
  examples: ['nightdesk skills hide Excel', 'nightdesk skills hide Excel --undo'],
  async run({ words, options }, desk) {
    const { hideSkill, unhideSkill } = await import('../../services/skills.ts')
    const app = await desk.app()
    const name = words.join(' ')
    const done = options.undo ? await unhideSkill(app, name) : await hideSkill(app, name)
    const text = 'hidden' in done ? `${done.hidden} is hidden from now on.` : `${done.shown} is shown again.`
    desk.print.data(done, () => desk.print.safe(text))
    desk.print.next('nightdesk skills', 'nightdesk undo')
  },
})

const gap = defineCommand({
  name: 'gap',
  summary: 'What a job posting asks, and whether the log covers it',
  usage: '<posting>',
  examples: [
    'nightdesk skills gap posting.txt',
    'nightdesk skills gap https://example.org/jobs/1',
    'nightdesk skills gap - < posting.txt',
  ],
  async run({ words: [file = '-'] }, desk) {
    const { skillGap } = await import('../../services/skills.ts')
    const { readPosting } = await import('../../services/posting.ts')
    const app = await desk.app()
    const piped = file === '-' ? await desk.input() : undefined
    const { posting, title } = await readPosting(app, file, piped, desk.signal)
    const requirements = await skillGap(app, posting)
    desk.print.data({ title, requirements }, () => requirementsText(requirements, desk.print))
    desk.print.next('nightdesk log "What I did"', 'nightdesk resume tailor posting.txt')
  },
})

export const skills = defineGroup({
  name: 'skills',
  summary: 'The skills that the work log proves',
  commands: [list, show, gap, merge, rename, hide],
  default: 'list',
})

function listText(skills: readonly RatedSkill[], print: Printer): string {
  if (skills.length === 0) return 'No skills yet.'
  const rows = skills.map((skill) => [
    print.paint('bold', print.safe(skill.name)),
    String(skill.entries),
    skill.level,
    localDay(skill.firstAt),
    localDay(skill.lastAt),
    print.paint('dim', squeeze(print.safe(skill.excerpt))),
  ])
  const head = ['skill', 'entries', 'level', 'first', 'last', 'newest excerpt']
  return table(rows, { head, columns: print.room, paint: print.paint })
}

function showText(skill: RatedSkill, evidence: readonly SkillEvidence[], print: Printer): string {
  const { paint, safe } = print
  const head = `${paint('bold', safe(skill.name))}  ${skill.category}, ${skill.level}: ${skill.rule}`
  const lines = evidence.map((each) => {
    const project = each.project === null ? '' : ` ${paint('magenta', safe(`[${each.project}]`))}`
    const place = `${shortId(each.entryId)}, characters ${each.start} to ${each.end}, ${each.engine}, sure to ${Math.round(each.confidence * 100)} %`
    return `  ${dayName(each.at)}${project}  ${paint('dim', place)}\n    “${safe(each.excerpt)}”`
  })
  return wrapLines(
    [
      head,
      `${count(evidence.length, 'excerpt')} from ${localDay(skill.firstAt)} to ${localDay(skill.lastAt)}:`,
      ...lines,
    ].join('\n'),
    print.room,
  )
}

function quote(name: string): string {
  return /^[\w.-]+$/.test(name) ? name : `"${name.replace(/["\\$`]/g, '\\$&')}"`
}
