import { defineCommand, defineGroup } from '../command.ts'
import { showUses } from '../entry-uses.ts'

const usedBy = defineCommand({
  name: 'used-by',
  summary: 'Show the skills, reports and résumés that rest on an entry',
  usage: '<id>',
  examples: ['nightdesk entry used-by 1a2b3c4d', 'nightdesk entry used-by 1a2b3c4d --json'],
  async run({ words: [id = ''] }, desk) {
    await showUses(id, desk)
  },
})

export const entry = defineGroup({
  name: 'entry',
  summary: 'What rests on an entry of the work log',
  commands: [usedBy],
})
