import { canonicalSkill, findSkills } from './skill-finder.ts'
import type { FoundSkill } from './skill-finder.ts'
import { isPractice } from './skill-names.ts'
import type { SkillTagger, TaggedSpan } from './skill-tagger.ts'

/** A skill that a text names, `text.slice(start, end)`. Its name is the listed one where the list knows it. */
export type ReadSkill = {
  name: string
  kind: 'technology' | 'practice' | 'knowledge'
  start: number
  end: number
  surface: string
}

/** (A line of) a job posting, a line of a work log or a commit, or what may be either (`Ember upgrade to 4.12`). */
export type TextKind = 'posting' | 'work' | 'either'

/** In a text that may be a commit: the least chance of a word that the list does not know, or that it knows and refuses. */
const [leastUnknown, leastRefused] = [0.4, 0.8]

const marked =
  /^(?:[\p{L}\d_./@-]+(?:\([^)]*\))?!?:\s|\[[^\]]*\]|:\w+:|\p{Emoji_Presentation}|\p{Extended_Pictographic}\uFE0F|[A-Z][A-Z\d]+-\d+\b|Merge (?:branch|pull|remote|tag)\b|Revert "|Release v?\d)|\w\(\)|(?:^|\s)\(?#\d+\)?$|[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Script=Cyrillic}]/u
const begun =
  /^(?:(?:re)?(?:add|fix|bump|update|upgrade|remove|drop|use|make|move|merge|revert|release|refactor|rename|replace|support|allow|avoid|handle|improve|migrate|convert|switch|port|rewrite|wrote|led|built|ran|made|gave|held|met|took|did|cut|set|got|sent|went|kept|put|shipped|\w{3,}ed)s?\b)/iu
const asks =
  /\b(?:experienced?|knowledge|understanding|skills?|familiar\w*|proficien\w+|fluen\w+|ability|degree|years|you|you['’]\w+|candidates?|applicants?|responsib\w+|qualif\w+|advantage|we)\b/iu
/** `Technologies: Go, Rust`: headings of postings look like scopes of commits. */
const listed =
  /^(?:[\p{L} /&-]*(?:technolog|tool|language|framework|database|industry|role|skill|stack|system|experience|type|level)\w*|[\p{Lu}][\p{L}-]+):/iu
const mayAsk = /\b(?:able|year|your|requirements?|must|plus|role|position|job|our)\b/iu
const longestSubject = 12

/** What a text reads like. A posting of the training set has its full stops and brackets apart (`SQL .`). */
export function textKind(text: string): TextKind {
  const lines = text.split(/[\n\r]+/u).filter((line) => line.trim() !== '')
  if (lines.length > 2 || text.length > 400) return asks.test(text) || mayAsk.test(text) ? 'posting' : 'work'
  if (/\s[.)](?:\s|$)|<[A-Z]{4,}>/u.test(text)) return 'posting'
  const trimmed = text.trim()
  if (marked.test(trimmed) && !listed.test(trimmed)) return 'work'
  if (begun.test(trimmed)) return trimmed.split(/\s+/u).length > longestSubject ? 'either' : 'work'
  return asks.test(trimmed) ? 'posting' : 'either'
}

/**
 * Postings are read by the trained tagger, all else by the hand-kept list, which wants more of a word before it counts.
 * Where a text may be either, the list speaks first and the tagger only where it is sure. `practices` are things that
 * people do (`Code review`), which no posting asks for here.
 */
export function readSkills(
  text: string,
  tagger: SkillTagger,
): { skills: ReadSkill[]; practices: ReadSkill[] } {
  const kind = textKind(text)
  if (kind === 'posting') return { skills: tagger(text).map(taggedSkill), practices: [] }
  const known = findSkills(text)
  const sure = kind === 'either' ? tagger(text).filter((span) => isSure(span, known)) : []
  const left = known.filter((each) => !sure.some((span) => overlaps(each, span))).map(listedSkill)
  const skills = [...left.filter((each) => each.kind !== 'practice'), ...sure.map(taggedSkill)]
  return {
    skills: skills.sort((a, b) => a.start - b.start),
    practices: left.filter((each) => each.kind === 'practice'),
  }
}

/** A name that the list knows and did not take here (`vault door`) must be surer than others. */
function isSure(span: TaggedSpan, known: readonly FoundSkill[]): boolean {
  const name = nameOf(span.surface)
  if (known.some((each) => overlaps(each, span))) return name !== undefined
  return span.chance >= (canonicalSkill(span.surface) === undefined ? leastUnknown : leastRefused)
}

function overlaps(a: { start: number; end: number }, b: { start: number; end: number }): boolean {
  return a.start < b.end && b.start < a.end
}

function listedSkill({ name, start, end, surface }: FoundSkill): ReadSkill {
  return { name, kind: isPractice(name) ? 'practice' : 'technology', start, end, surface }
}

function taggedSkill({ start, end, surface }: TaggedSpan): ReadSkill {
  const name = nameOf(surface)
  const kind = name === undefined ? 'knowledge' : isPractice(name) ? 'practice' : 'technology'
  return { name: name ?? surface.replace(/\s+/gu, ' '), kind, start, end, surface }
}

/** `Spring framework` and `docker )` are skills of the list too: the only listed name in the span. */
function nameOf(surface: string): string | undefined {
  const whole = canonicalSkill(surface.replace(/[\s).,;:]+$/u, ''))
  if (whole !== undefined) return whole.name
  const [only, ...others] = new Set(findSkills(surface).map(({ name }) => name))
  return others.length === 0 ? only : undefined
}
