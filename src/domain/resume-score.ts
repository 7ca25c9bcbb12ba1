import type { JsonResume } from '../contracts/json-resume.ts'
import { readResumeMeta } from '../contracts/resume-proof.ts'
import type { ResumeMark } from '../contracts/resume-score.ts'
import { lineWorth, startsWithDeed } from './resume-bullet.ts'
import { resumeLines } from './resume-line.ts'
import type { ResumeLine } from './resume-line.ts'
import { isStated, proofOf } from './resume-proof.ts'

const words = { least: 8, most: 28 }
const linesPerBlock = { least: 3, most: 6 }

/** Marks by rules, each from 0 to 5: the share of what is as the rubric says it should be. */
export function markByRules(resume: JsonResume): ResumeMark[] {
  const lines = resumeLines(resume)
  const { bullets, stated } = readResumeMeta(resume)
  const proven = ({ text, ...line }: ResumeLine) =>
    !isStated({ text, ...line }, bullets, stated) && proofOf({ text, ...line }, bullets) !== undefined
  const length = ({ text }: ResumeLine) => text.split(/\s+/u).length
  const blocks = [...new Set(lines.map(({ path }) => path.replace(/\/highlights\/\d+$/u, '')))].map(
    (path) => lines.filter((line) => line.path.startsWith(`${path}/highlights/`)).length,
  )
  return [
    shareOf('results', lines, ({ text }) => /\d/u.test(text) && lineWorth(text) >= 2, 'with a number'),
    shareOf('deeds', lines, ({ text }) => startsWithDeed(text), 'begin with a deed'),
    shareOf('proof', lines, proven, 'proven'),
    shareOf(
      'brevity',
      lines,
      (line) => length(line) >= words.least && length(line) <= words.most,
      'of good length',
    ),
    shareOf(
      'focus',
      blocks,
      (size) => size >= linesPerBlock.least && size <= linesPerBlock.most,
      'with 3 to 6 lines',
    ),
    contactMark(resume),
  ]
}

/** The sum of marks as a share of what can be reached, from 0 to 100. */
export function totalOf(marks: readonly ResumeMark[]): number {
  const sum = marks.reduce((total, { points }) => total + points, 0)
  return marks.length === 0 ? 0 : Math.round((sum / (marks.length * 5)) * 100)
}

function shareOf<Item>(
  criterion: string,
  items: readonly Item[],
  fits: (item: Item) => boolean,
  what: string,
): ResumeMark {
  const good = items.filter(fits).length
  const points = items.length === 0 ? 0 : Math.round((good / items.length) * 50) / 10
  return { criterion, points, why: `${good} of ${items.length} ${what}` }
}

function contactMark({ basics, skills }: JsonResume): ResumeMark {
  const parts = [basics?.name, basics?.email, basics?.label ?? basics?.summary, skills?.[0]?.name]
  const given = parts.filter((part) => part !== undefined && part !== '').length
  return {
    criterion: 'contact',
    points: Math.round((given / parts.length) * 50) / 10,
    why: `${given} of ${parts.length} given`,
  }
}
