import { canonicalSkill, findSkills } from './skill-finder.ts'
import { isPractice } from './skill-names.ts'
import type { SkillTagger } from './skill-tagger.ts'

/** A skill that a text names, `text.slice(start, end)`. Its name is the listed one where the list knows it. */
export type ReadSkill = {
  name: string
  kind: 'technology' | 'practice' | 'knowledge'
  start: number
  end: number
  surface: string
}

const begun =
  /^(?:[\w./@-]+(?:\([^)]*\))?!?:|\[|(?:re)?(?:add|fix|bump|update|upgrade|remove|drop|use|make|move|merge|revert|release|refactor|rename|replace|support|allow|avoid|handle|improve|migrate|convert|switch|port|rewrite|wrote|led|built|ran|made|gave|held|met|took|did|cut|set|got|sent|went|kept|put|shipped|\w{3,}ed)s?\b)/iu
const asks =
  /\b(?:experienced?|knowledge|understanding|skills?|familiar\w*|proficien\w+|fluen\w+|ability|able|degree|years?|you|you['’]\w+|your|candidates?|applicants?|responsib\w+|qualif\w+|requirements?|must|plus|advantage|role|position|job|we|our)\b/iu

/** Whether a text reads like (a line of) a job posting rather than of a work log or a commit. */
export function readsLikePosting(text: string): boolean {
  const lines = text.split(/[\n\r]+/u).filter((line) => line.trim() !== '')
  if (lines.length > 2 || text.length > 400) return asks.test(text)
  if (/\s[.)](?:\s|$)|<[A-Z]{4,}>/u.test(text)) return true
  return !begun.test(text.trim()) && (asks.test(text) || /^\s*[^\p{Ll}\s]/u.test(text))
}

/** Postings are read by the trained tagger; all else by the hand-kept list, which wants more of a word before it counts. */
export function readSkills(text: string, tagger: SkillTagger): ReadSkill[] {
  if (!readsLikePosting(text))
    return findSkills(text).map(({ name, start, end, surface }) => {
      return { name, kind: isPractice(name) ? 'practice' : 'technology', start, end, surface }
    })
  return tagger(text).map(({ start, end, surface }) => {
    const name = nameOf(surface)
    const kind = name === undefined ? 'knowledge' : isPractice(name) ? 'practice' : 'technology'
    return { name: name ?? surface.replace(/\s+/gu, ' '), kind, start, end, surface }
  })
}

/** `Spring framework` and `docker )` are skills of the list too: the only listed name in the span. */
function nameOf(surface: string): string | undefined {
  const whole = canonicalSkill(surface.replace(/[\s).,;:]+$/u, ''))
  if (whole !== undefined) return whole.name
  const [only, ...others] = new Set(findSkills(surface).map(({ name }) => name))
  return others.length === 0 ? only : undefined
}
