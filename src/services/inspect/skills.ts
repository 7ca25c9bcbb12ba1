import * as v from 'valibot'
import { readSkills } from '../../domain/skill-reader.ts'
import { skillTagger } from '../skill-tagger.ts'
import { defineOperation } from './operation.ts'

/** The skills that a text names, each with its place in UTF-16 units; of commits and logs, practices apart. */
export const skills = defineOperation(v.object({ text: v.string() }), async ({ text }) => {
  const { skills: found, practices } = readSkills(text, await skillTagger())
  return { skills: found, practices: practices.length === 0 ? undefined : practices }
})
