import * as v from 'valibot'
import { findSkills } from '../../domain/skill-finder.ts'
import { defineOperation } from './operation.ts'

/** The skills that a text names, each with its place in UTF-16 units. */
export const skills = defineOperation(v.object({ text: v.string() }), ({ text }) => ({
  skills: findSkills(text).map(({ name, start, end, surface }) => ({ name, start, end, surface })),
}))
