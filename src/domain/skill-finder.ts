import { guards, productNouns } from './skill-guards.ts'
import { skillNames } from './skill-names.ts'
import type { SkillCategory, SkillName, SurfaceKind } from './skill-names.ts'

/** A skill as a text names it: `surface` is `text.slice(start, end)`, in UTF-16 units. */
export interface FoundSkill {
  name: string
  category: SkillCategory
  start: number
  end: number
  surface: string
  /** 0 to 1: how sure the method is that the word means the skill. */
  confidence: number
}

interface Candidate extends FoundSkill {
  kind: SurfaceKind
  written: string
}

interface Form {
  skill: SkillName
  written: string
  kind: SurfaceKind
}

const longestForm = 6
const wordPattern = /[\p{L}\p{N}_]+|[^\s\p{L}\p{N}_]/gu
const masked =
  /https?:\/\/\S+|\bwww\.\S+|[\w.+-]+@[\w-]+\.[\w.]+|(?:^|(?<=\s))[@+#][\p{L}\d_-]+(?![\p{L}\d_/-])/gu
const typed = /^(?:build|chore|ci|docs|feat|fix|perf|refactor|revert|style|test)\($/
const scopes = [
  'Go',
  'Ruby',
  'C',
  'R',
  'Spring',
  'Ember',
  'Phoenix',
  'Unity',
  'Jasmine',
  'Poetry',
  'Beam',
  'Julia',
]
/** What stands around the name of a tool in a line of a commit: versions, what is moved from or to, things of tools. */
const inCommit =
  /\b(?:bump|bumps|bumped|upgrade[sd]?|migrate[sd]?|update[sd]?|migrating|upgrading)\s(?:from\s|to\s|the\s)?\u0001(?!\s(?:the|of|from your)\b)|\u0001\s(?:to\s)?v?\d+(?:\.\d+)*(?:\s(?:upgrade|support|compatibility|migration|export|lts|build|fix|grid|cross)|$|\.$)|\b(?:from|to|with|using|use)\s\u0001(?:\sto\s|$|\s(?:instead|in place))|\u0001\s(?:lockfile|plugin|config|configs|template|templates|webhooks?|schema|cookbook|migration|blueprint|routes|channels?|bindings|upgrade|warnings as errors|theme|easter)\b(?<!easter)|\binstead of\s\u0001/
const upgraded = /^\s(?:upgrade|update|migration)\s(?:to\s)?v?\d/
const linked = /^\s?(?:,|\/|\+|&|;|,?\s(?:and|or|&|vs\.?|und|oder|y|et|e))\s?$/
const toolNouns =
  /\u0001\s(?:snapshots?|configs?|mocks?|charts?|plugins?|specs?|suites?|manifests?|install|installer|alerts|webhooks?|bot|notifications)\b/
const technical: readonly SkillCategory[] = [
  'language',
  'framework',
  'database',
  'platform',
  'data',
  'protocol',
]

const forms = indexForms()

/** The skills that a text names, in order, none inside another. Pure and deterministic; about 1 MB of text a second. */
export function findSkills(text: string): FoundSkill[] {
  const candidates = allCandidates(text)
  const title = isTitle(text)
  const accepted = candidates.map((candidate) => judge(candidate, text, title))
  acceptCompany(candidates, accepted, text)
  return candidates.flatMap((candidate, index) => {
    const confidence = accepted[index] ?? 0
    return confidence === 0 ? [] : [toFound(candidate, confidence)]
  })
}

/** The listed skill that a name means (`k8s`, `Postgres`), or undefined where the list does not know it. */
export function canonicalSkill(name: string): { name: string; category: SkillCategory } | undefined {
  const known = forms.get(keyOf(wordsOf(name.trim()).map(({ text }) => text)))
  const first = known?.[0]
  return first === undefined ? undefined : { name: first.skill.name, category: first.skill.category }
}

function indexForms(): Map<string, Form[]> {
  const index = new Map<string, Form[]>()
  for (const skill of skillNames)
    for (const { text, kind } of skill.surfaces) {
      const key = keyOf(wordsOf(text).map((word) => word.text))
      index.set(key, [...(index.get(key) ?? []), { skill, written: text, kind }])
    }
  return index
}

function wordsOf(text: string): { text: string; start: number; end: number }[] {
  return Array.from(text.matchAll(wordPattern), ({ 0: word, index }) => ({
    text: word,
    start: index,
    end: index + word.length,
  }))
}

function keyOf(words: readonly string[]): string {
  return words.join(' ').toLowerCase()
}

function allCandidates(text: string): Candidate[] {
  const words = wordsOf(text.replace(masked, (match) => '_'.repeat(match.length)))
  const found: Candidate[] = []
  for (let index = 0; index < words.length; index += 1) {
    const candidate = longestAt(words, index, text)
    if (candidate === undefined) continue
    found.push(candidate)
    while ((words[index + 1]?.start ?? Infinity) < candidate.end) index += 1
  }
  return found
}

function longestAt(words: ReturnType<typeof wordsOf>, index: number, text: string): Candidate | undefined {
  for (let length = Math.min(longestForm, words.length - index); length > 0; length -= 1) {
    const slice = words.slice(index, index + length)
    const known = forms.get(keyOf(slice.map((word) => word.text)))
    if (known === undefined) continue
    const start = slice[0]?.start ?? 0
    const end = slice.at(-1)?.end ?? start
    const surface = text.slice(start, end)
    const form =
      known.find((form) => fits(form, surface)) ??
      (isolated(text, start, end) ? known.find(mayBeLower) : undefined)
    if (form === undefined || !isolated(text, start, end)) continue
    const { name, category } = form.skill
    return { name, category, start, end, surface, confidence: 0, kind: form.kind, written: form.written }
  }
  return undefined
}

function mayBeLower(form: Form): boolean {
  return form.kind === 'hard' || form.kind === 'guarded'
}

function fits(form: Form, surface: string): boolean {
  if (gaps(form.written) !== gaps(surface)) return false
  return form.kind === 'plain' || form.written === surface
}

/** Where the white space is: `C++ 11` is not `C++11`. */
function gaps(text: string): string {
  return text.replace(/[^\s-]+/gu, 'w').replace(/[\s-]+/gu, ' ')
}

function isolated(text: string, start: number, end: number): boolean {
  const after = text.slice(end, end + 2)
  const isPackage = text[start - 1] === '@' && after.startsWith('/')
  const before = text.slice(Math.max(0, start - 2), isPackage ? start - 1 : start)
  if (/[\p{L}\p{N}_$@\\]$/u.test(before) || /[\p{L}\p{N}]\.$/u.test(before)) return false
  return !/^(?:[\p{L}\p{N}_+#@]|\.\p{L}|\()/u.test(after) || /^\(\s|^\+\s/.test(after)
}

function judge(candidate: Candidate, text: string, title: boolean): number {
  const before = text.slice(Math.max(0, candidate.start - 60), candidate.start)
  const after = text.slice(candidate.end, candidate.end + 40)
  const guard = guards[candidate.written]
  const around = `${before}\u0001${after}`
  if (guard?.never?.test(around) === true) return 0
  if (candidate.kind === 'plain') return 0.95
  if (candidate.kind === 'exact') return 0.9
  if (isScope(candidate, text)) return 0.85
  if (candidate.surface !== candidate.written) return lowerCase(candidate, around)
  if (/[\w]-$/.test(before) || /^-(?!based|powered|backed)/.test(after)) return 0
  if (guard !== undefined) return judgeHard(guard, before, after, around)
  return judgeCapital(after, title || startsSentence(text, candidate.start))
}

function lowerCase(candidate: Candidate, around: string): number {
  if (candidate.surface !== candidate.written.toLowerCase()) return 0
  if (inCommit.test(around)) return 0.85
  const pattern = guards[candidate.written]?.anyCase ?? lowerCaseOf(candidate)
  return pattern?.test(around) === true ? 0.85 : 0
}

/** `helm: bump the chart`, `feat(flask): …`: the scope that a commit names, for words that are no verbs. */
function isScope({ kind, written, start, end }: Candidate, text: string): boolean {
  const named = kind === 'guarded' || scopes.includes(written)
  const before = text.slice(0, start)
  const after = text.slice(end, end + 30)
  return named && ((start === 0 && /^!?:\s/.test(after)) || (typed.test(before) && /^\)!?:\s/.test(after)))
}

/** Languages with no guard of their own (Rust, Swift, Dart) share that of Go; tools have nouns that follow them. */
function lowerCaseOf(candidate: Candidate): RegExp | undefined {
  return candidate.category === 'language' ? guards.Go?.anyCase : toolNouns
}

function judgeHard(guard: (typeof guards)[string], before: string, after: string, around: string): number {
  if (guard.anyCase?.test(around) === true || upgraded.test(after)) return 0.9
  return guard.before?.test(before) === true || guard.after?.test(after) === true ? 0.9 : 0
}

/** A capital inside a sentence names something; at its start, or in a title, it says nothing. */
function judgeCapital(after: string, expected: boolean): number {
  if (/^["”'’]?\s(?:button|label|link|menu|tab|key|dialog)\b/.test(after)) return 0
  if (productNouns.test(after) || /^\s?v?\d{1,2}(?:\.\d+)+\b/.test(after)) return 0.9
  return expected ? 0 : 0.8
}

function startsSentence(text: string, start: number): boolean {
  return /(?:^|[.!?:;\n"“(•]\s*|(?:^|\n)\s*[-*]\s+)$/.test(text.slice(Math.max(0, start - 6), start))
}

function isTitle(text: string): boolean {
  const words = text.match(/\p{L}{4,}/gu) ?? []
  const capitals = words.filter((word) => /^\p{Lu}/u.test(word))
  return words.length >= 4 && capitals.length / words.length > 0.6
}

/** `Python, Go and Rust`: a word that is written as the skill and stands in a list with known ones is one of them. */
function acceptCompany(candidates: readonly Candidate[], accepted: number[], text: string): void {
  for (let changed = true; changed;) {
    changed = false
    for (const [index, candidate] of candidates.entries()) {
      if ((accepted[index] ?? 0) > 0 || candidate.surface !== candidate.written) continue
      if (!technical.includes(candidate.category) || !inCompany(candidates, accepted, index, text)) continue
      accepted[index] = 0.9
      changed = true
    }
  }
}

function inCompany(
  candidates: readonly Candidate[],
  accepted: readonly number[],
  index: number,
  text: string,
): boolean {
  return [index - 1, index].some((left) => {
    const [first, second] = [candidates[left], candidates[left + 1]]
    if (first === undefined || second === undefined) return false
    const other = left === index ? left + 1 : left
    const neighbour = candidates[other]
    if ((accepted[other] ?? 0) === 0 || !technical.includes(neighbour?.category ?? 'other')) return false
    return linked.test(text.slice(first.end, second.start)) && !/^\s&\sD\b/.test(text.slice(second.end))
  })
}

function toFound({ name, category, start, end, surface }: Candidate, confidence: number): FoundSkill {
  return { name, category, start, end, surface, confidence }
}
