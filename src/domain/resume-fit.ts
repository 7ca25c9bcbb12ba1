import type { JsonResume } from '../contracts/json-resume.ts'
import { lineWorth } from './resume-bullet.ts'
import { dropLines, resumeLines } from './resume-line.ts'
import type { ResumeLine } from './resume-line.ts'

export interface FittedResume {
  document: JsonResume
  /** The lines that were left out, in the order of the résumé. */
  leftOut: ResumeLine[]
}

/**
 * The résumé with as many lines as fit: those that speak least go first, later ones before earlier ones. The first
 * lines of employers and projects go last. Undefined where it does not fit without any. `fits` is asked few times.
 */
export async function fitResume(
  resume: JsonResume,
  fits: (document: JsonResume) => Promise<boolean>,
): Promise<FittedResume | undefined> {
  const order = leastFirst(resumeLines(resume))
  const without = (count: number) => dropLines(resume, new Set(order.slice(0, count).map(({ path }) => path)))
  if (await fits(resume)) return { document: resume, leftOut: [] }
  if (!(await fits(without(order.length)))) return undefined
  let [tooFew, enough] = [0, order.length]
  while (enough - tooFew > 1) {
    const middle = Math.floor((tooFew + enough) / 2)
    if (await fits(without(middle))) enough = middle
    else tooFew = middle
  }
  const leftOut = order.slice(0, enough).sort((a, b) => a.number - b.number)
  return { document: without(enough), leftOut }
}

function leastFirst(lines: readonly ResumeLine[]): ResumeLine[] {
  const isFirst = ({ path }: ResumeLine) => Number(path.endsWith('/0'))
  return [...lines].sort(
    (a, b) => isFirst(a) - isFirst(b) || lineWorth(a.text) - lineWorth(b.text) || b.number - a.number,
  )
}
