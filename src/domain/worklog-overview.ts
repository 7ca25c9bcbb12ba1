import type { EntryKind } from '../contracts/entry.ts'
import { cadenceOf, type Cadence } from './worklog-cadence.ts'
import { contentWords, isSameMatter } from './content-words.ts'

/** An entry as the overview reads it. `day` is local: `2026-04-03`. */
export interface OverviewEntry {
  id: string
  day: string
  text: string
  tags: readonly string[]
  project: string | null
  kind: EntryKind
  outcome: string | null
  /** From 1 to 5; null where the person did not say. */
  weight: number | null
  tickets: readonly string[]
}

export interface Counted {
  name: string
  entries: number
}

/** Something that no later entry says is done. `times` counts the entries that say the same again. */
export interface OpenMatter {
  id: string
  day: string
  text: string
  times: number
}

/** What a work log says over time. */
export interface Overview {
  from: string | null
  to: string | null
  entries: number
  /** Days with an entry. */
  days: number
  kinds: Partial<Record<EntryKind, number>>
  themes: { projects: Counted[]; tags: Counted[]; words: Counted[] }
  /** Three or more days from Monday to Friday in a row without an entry, and how many. */
  gaps: { from: string; to: string; workdays: number }[]
  /** Planned, tried or asked for, and not done since. */
  open: OpenMatter[]
  /** Blocked, and not done since. */
  blockers: OpenMatter[]
  /** Done entries that do not say what came of it. */
  withoutOutcome: number
  /** Those of them that matter most, then the newest: an outcome may be added to them. */
  openOutcomes: OpenMatter[]
  /** Words, tags and projects that are said more often in the newer half of the entries than in the older one. */
  rising: string[]
  cadence: Cadence
}

const mostThemes = 8
const mostMatters = 10
const mostOutcomes = 5
/** Themes rise where they were named at least so often lately, and twice as often as before. */
const leastRising = 3
/** Two days of work show no direction. */
const fewestDays = 6
const shortestGap = 3
const dayLength = 86_400_000
const openKinds: ReadonlySet<EntryKind> = new Set(['planned', 'tried', 'asked'])

interface Matter extends OverviewEntry {
  words: ReadonlySet<string>
}

/** Reads themes, rhythm and open ends off entries. Pure; the order of the entries does not matter. */
export function overviewOf(entries: readonly OverviewEntry[]): Overview {
  const matters = entries
    .map((entry) => ({ ...entry, words: contentWords(entry.text) }))
    .sort((a, b) => a.day.localeCompare(b.day) || a.id.localeCompare(b.id))
  const days = [...new Set(matters.map(({ day }) => day))]
  const silent = matters.filter(({ kind, outcome }) => kind === 'done' && outcome === null).toReversed()
  return {
    from: days[0] ?? null,
    to: days.at(-1) ?? null,
    entries: matters.length,
    days: days.length,
    kinds: Object.fromEntries(
      countNames(matters.map(({ kind }) => kind)).map(({ name, entries }) => [name, entries]),
    ),
    themes: {
      projects: repeated(matters.flatMap(({ project }) => (project === null ? [] : [project]))),
      tags: repeated(matters.flatMap(({ tags }) => tags)),
      words: repeated(matters.flatMap(({ words }) => [...words])).filter(({ entries }) => entries > 1),
    },
    gaps: gapsBetween(days),
    open: unfinished(matters, (kind) => openKinds.has(kind)),
    blockers: unfinished(matters, (kind) => kind === 'blocked'),
    withoutOutcome: silent.length,
    openOutcomes: silent
      .toSorted((a, b) => (b.weight ?? 0) - (a.weight ?? 0))
      .slice(0, mostOutcomes)
      .map(({ id, day, text }) => ({ id, day, text, times: 1 })),
    rising: days.length < fewestDays ? [] : risingThemes(matters),
    cadence: cadenceOf(matters.map(({ day }) => day)),
  }
}

/** The newer half of the entries against the older one, by entries that name the theme. */
function risingThemes(matters: readonly Matter[]): string[] {
  const half = Math.floor(matters.length / 2)
  const named = (part: readonly Matter[]) =>
    new Map(countNames(part.flatMap(themesOf)).map(({ name, entries }) => [name, entries]))
  const before = named(matters.slice(0, half))
  return [...named(matters.slice(half))]
    .filter(([name, entries]) => entries >= leastRising && entries >= 2 * (before.get(name) ?? 0))
    .map(([name]) => name)
    .slice(0, mostThemes)
}

function themesOf({ words, tags, project }: Matter): string[] {
  return [...new Set([...words, ...tags, ...(project === null ? [] : [project])])]
}

function repeated(names: readonly string[]): Counted[] {
  return countNames(names).slice(0, mostThemes)
}

function countNames(names: readonly string[]): Counted[] {
  const counts = new Map<string, number>()
  for (const name of names) counts.set(name, (counts.get(name) ?? 0) + 1)
  return [...counts]
    .map(([name, entries]) => ({ name, entries }))
    .sort((a, b) => b.entries - a.entries || a.name.localeCompare(b.name))
}

/** `days` ascend. */
function gapsBetween(days: readonly string[]): Overview['gaps'] {
  return days.slice(1).flatMap((day, index) => {
    const missing = workdaysBetween(days[index] ?? day, day)
    const [from, to] = [missing[0], missing.at(-1)]
    return from === undefined || to === undefined || missing.length < shortestGap
      ? []
      : [{ from, to, workdays: missing.length }]
  })
}

function workdaysBetween(before: string, after: string): string[] {
  const missing: string[] = []
  for (let at = Date.parse(before) + dayLength; at < Date.parse(after); at += dayLength) {
    const date = new Date(at)
    if (date.getUTCDay() % 6 !== 0) missing.push(date.toISOString().slice(0, 10))
  }
  return missing
}

/** Entries of a kind that no later done entry is about; those about one thing are told once, by the newest. */
function unfinished(matters: readonly Matter[], isMeant: (kind: EntryKind) => boolean): OpenMatter[] {
  const open: (OpenMatter & { matter: Matter })[] = []
  for (const [index, matter] of matters.entries()) {
    if (!isMeant(matter.kind)) continue
    const isDone = matters.slice(index + 1).some((later) => later.kind === 'done' && areOne(matter, later))
    if (isDone) continue
    const earlier = open.findIndex((other) => areOne(other.matter, matter))
    const times = earlier === -1 ? 1 : (open[earlier]?.times ?? 0) + 1
    if (earlier !== -1) open.splice(earlier, 1)
    open.push({ id: matter.id, day: matter.day, text: matter.text, times, matter })
  }
  return open
    .toReversed()
    .slice(0, mostMatters)
    .map(({ id, day, text, times }) => ({ id, day, text, times }))
}

function areOne(one: Matter, other: Matter): boolean {
  return one.tickets.some((ticket) => other.tickets.includes(ticket)) || isSameMatter(one.words, other.words)
}
