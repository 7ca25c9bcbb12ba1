import { readFile } from 'node:fs/promises'
import { once } from '../base/once.ts'
import { createSkillTagger } from '../domain/skill-tagger.ts'
import { readTaggerModel } from '../domain/skill-tagger-model.ts'

/** The trained tagger; its model, under two megabytes, is read when it is first asked for. */
export const skillTagger = once(async () => {
  const bytes = await readFile(new URL('skill-tagger.bin', import.meta.url))
  return createSkillTagger(readTaggerModel(bytes))
})
