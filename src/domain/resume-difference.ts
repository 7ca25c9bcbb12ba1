import type { BulletProof } from '../contracts/resume-proof.ts'
import { resumeLines } from './resume-line.ts'
import type { ResumeLine } from './resume-line.ts'
import { proofOf } from './resume-proof.ts'
import type { JsonResume } from '../contracts/json-resume.ts'

/** What became of the lines from one version to another. */
export interface ResumeDifference {
  added: ResumeLine[]
  removed: ResumeLine[]
  /** The same entry, told in other words. */
  changed: { before: ResumeLine; after: ResumeLine }[]
  /** The same line, at another place. */
  moved: { before: ResumeLine; after: ResumeLine }[]
  same: number
}

export interface ProvenResume {
  document: JsonResume
  proofs: readonly BulletProof[]
}

/** Compares two versions line by line: by their words first, then by the entries that they come from. */
export function compareResumes(before: ProvenResume, after: ProvenResume): ResumeDifference {
  const [old, young] = [resumeLines(before.document), resumeLines(after.document)]
  const pairs: { before: ResumeLine; after: ResumeLine }[] = []
  const match = (fits: (one: ResumeLine, other: ResumeLine) => boolean) => {
    for (const line of young) {
      if (pairs.some((pair) => pair.after === line)) continue
      const found = old.find((one) => fits(one, line) && !pairs.some((pair) => pair.before === one))
      if (found !== undefined) pairs.push({ before: found, after: line })
    }
  }
  match((one, other) => one.text === other.text && one.under === other.under)
  match((one, other) => one.text === other.text)
  const entryOf = (line: ResumeLine, { proofs }: ProvenResume) => proofOf(line, proofs)?.entry ?? line
  match((one, other) => entryOf(one, before) === entryOf(other, after))
  const moves = movedPairs(pairs.filter((pair) => pair.before.text === pair.after.text))
  return {
    added: young.filter((line) => pairs.every((pair) => pair.after !== line)),
    removed: old.filter((line) => pairs.every((pair) => pair.before !== line)),
    changed: pairs.filter((pair) => pair.before.text !== pair.after.text),
    moved: moves,
    same: pairs.filter((pair) => pair.before.text === pair.after.text).length - moves.length,
  }
}

/** Those that stand under another heading, or in another order among the lines that stayed. */
function movedPairs(pairs: readonly { before: ResumeLine; after: ResumeLine }[]) {
  const byOld = [...pairs].sort((a, b) => a.before.number - b.before.number)
  const byNew = [...pairs].sort((a, b) => a.after.number - b.after.number)
  return byNew.filter((pair, index) => pair.before.under !== pair.after.under || byOld[index] !== pair)
}
