import * as v from 'valibot'
import { readSkills, readsLikePosting } from '../../domain/skill-reader.ts'
import { skillTagger } from '../skill-tagger.ts'
import { defineOperation } from './operation.ts'

/** The skills that a text names, each with its place in UTF-16 units; of commits and logs, practices apart. */
export const skills = defineOperation(v.object({ text: v.string() }), async ({ text }) => {
  const found = readSkills(text, await skillTagger())
  if (readsLikePosting(text)) return { skills: found }
  const practices = found.filter(({ kind }) => kind === 'practice')
  return {
    skills: found.filter(({ kind }) => kind !== 'practice'),
    practices: practices.length === 0 ? undefined : practices,
  }
})
