import { AppError } from '../../base/app-error.ts'
import type { ResumeScore } from '../../services/resume-score.ts'
import { type Desk, defineCommand } from '../command.ts'
import { choice, texts } from '../option.ts'
import { jobOptions, runAndShow } from '../run-job.ts'
import { table } from '../table.ts'

export const score = defineCommand({
  name: 'score',
  summary:
    'Mark a version of the résumé by a rubric, or two side by side; rubric, model and input are recorded',
  usage: '[version...]',
  options: {
    by: choice('--by <whom>', 'who marks; rules where nothing is said', [
      'heuristic',
      'llm',
      'self',
    ] as const),
    mark: texts('--mark <criterion=points...>', 'with --by self: a mark from 0 to 5 for each criterion'),
    ...jobOptions,
  },
  examples: ['nightdesk resume score', 'nightdesk resume score 1 2', 'nightdesk resume score --by llm'],
  async run({ words, options }, desk) {
    if (words.length > 2)
      throw new AppError('wrong-use', 'At most two versions are marked side by side.', {
        hint: 'Try: nightdesk resume score 1 2',
      })
    const scores: ResumeScore[] = []
    for (const version of words.length === 0 ? [undefined] : words) {
      const found = await scoreOne(desk, version, options)
      if (found === undefined) return
      scores.push(found)
    }
    desk.print.data(scores, () => scoresText(scores, words, desk))
    desk.print.next('nightdesk resume list', 'nightdesk resume diff 1 2')
  },
})

async function scoreOne(
  desk: Desk,
  version: string | undefined,
  options: {
    by: 'heuristic' | 'llm' | 'self' | undefined
    mark: readonly string[]
    wait: boolean
    timeout: number | undefined
    requireLlm: boolean
  },
): Promise<ResumeScore | undefined> {
  const service = await import('../../services/resume-score.ts')
  const app = await desk.app()
  if (options.by === 'self') return await service.scoreBySelf(app, version, options.mark)
  if (options.by !== 'llm') return await service.scoreByRules(app, version)
  const job = await runAndShow(desk, service.scoreWorkflow, await service.scoreRequest(app, version), options)
  return job === undefined ? undefined : await service.scoreOf(app, job)
}

function scoresText(scores: readonly ResumeScore[], words: readonly string[], { print }: Desk): string {
  const [first, second] = scores
  const head = ['criterion', ...scores.map((_, index) => words[index] ?? 'newest'), 'why']
  const rows = (first?.marks ?? []).map(({ criterion, points, why }) => {
    const other = second?.marks.find((mark) => mark.criterion === criterion)
    const reasons = other === undefined ? why : `${why}; ${other.why}`
    return [
      criterion,
      String(points),
      ...(other === undefined ? [] : [String(other.points)]),
      print.safe(reasons),
    ]
  })
  const totals = [
    'total of 100',
    ...scores.map(({ total }) => String(total)),
    first === undefined ? '' : `${first.by}, ${first.model}, rubric ${first.rubric}`,
  ]
  return table([...rows, totals], { head, columns: print.room, paint: print.paint })
}
