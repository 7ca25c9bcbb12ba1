import { shortId } from '../../base/id.ts'
import { count, squeeze } from '../../base/text.ts'
import type { SkillEvidence } from '../../contracts/skill.ts'
import type { RatedSkill } from '../../services/skills.ts'
import { defineCommand, defineGroup } from '../command.ts'
import { dayName } from '../day.ts'
import { whole } from '../option.ts'
import { wrapLines } from '../paragraph.ts'
import type { Printer } from '../print.ts'
import { table } from '../table.ts'
import { localDay } from '../time.ts'

const list = defineCommand({
  name: 'list',
  summary: 'List the skills that the work log proves, the most used first',
  options: { limit: whole('--limit <number>', 'at most so many') },
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

export const skills = defineGroup({
  name: 'skills',
  summary: 'The skills that the work log proves',
  commands: [list, show],
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
    const place = `${shortId(each.entryId)}, characters ${each.start} to ${each.end}, ${each.engine}`
    return `  ${dayName(each.at)}${project}  ${paint('dim', place)}\n    “${safe(each.excerpt)}”`
  })
  return wrapLines([head, `${count(evidence.length, 'excerpt')}:`, ...lines].join('\n'), print.room)
}

function quote(name: string): string {
  return /^[\w.-]+$/.test(name) ? name : `"${name.replace(/["\\$`]/g, '\\$&')}"`
}
