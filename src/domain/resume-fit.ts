import type { JsonResume } from '../contracts/json-resume.ts'
import { lineWorth } from './resume-bullet.ts'
import { dropLines, resumeLines } from './resume-line.ts'
import type { ResumeLine } from './resume-line.ts'

/** A line, or a whole section, that did not fit. */
export interface LeftOut {
  text: string
  under: string
}

export interface FittedResume {
  document: JsonResume
  leftOut: LeftOut[]
}

type Unit = { line: ResumeLine } | { section: 'references' | 'interests' }

/**
 * The résumé with as much as fits: lines that speak least go first, later ones before earlier ones; then references and
 * interests; the first lines of employers and projects go last. Undefined where it does not fit without any of them.
 * `fits` is asked few times.
 */
export async function fitResume(
  resume: JsonResume,
  fits: (document: JsonResume) => Promise<boolean>,
): Promise<FittedResume | undefined> {
  const order = leastFirst(resume)
  const without = (count: number) => withoutUnits(resume, order.slice(0, count))
  if (await fits(resume)) return { document: resume, leftOut: [] }
  if (!(await fits(without(order.length)))) return undefined
  let [tooFew, enough] = [0, order.length]
  while (enough - tooFew > 1) {
    const middle = Math.floor((tooFew + enough) / 2)
    if (await fits(without(middle))) enough = middle
    else tooFew = middle
  }
  return { document: without(enough), leftOut: order.slice(0, enough).map(told) }
}

function leastFirst(resume: JsonResume): Unit[] {
  const lines = [...resumeLines(resume)].sort(
    (a, b) => lineWorth(a.text) - lineWorth(b.text) || b.number - a.number,
  )
  const units = (first: boolean): Unit[] =>
    lines.filter(({ path }) => path.endsWith('/0') === first).map((line) => ({ line }))
  const sections = (['references', 'interests'] as const).filter((name) => (resume[name] ?? []).length > 0)
  return [...units(false), ...sections.map((section) => ({ section })), ...units(true)]
}

function withoutUnits(resume: JsonResume, units: readonly Unit[]): JsonResume {
  const paths = new Set(units.flatMap((unit) => ('line' in unit ? [unit.line.path] : [])))
  const gone = units.flatMap((unit) => ('section' in unit ? [unit.section] : []))
  return { ...dropLines(resume, paths), ...Object.fromEntries(gone.map((section) => [section, []])) }
}

function told(unit: Unit): LeftOut {
  return 'line' in unit ? unit.line : { text: unit.section, under: 'the whole section' }
}
