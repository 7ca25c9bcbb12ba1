import { shortId } from '../base/id.ts'
import { truncate } from '../base/text.ts'
import type { Job } from '../contracts/job.ts'
import type { Printer } from './print.ts'
import { runTime, statusMark } from './timeline.ts'

/** More children of one type than this are drawn as one line, with those in trouble below it. */
const drawnSingly = 6

/** A tree of jobs, a line each. `highlighted` is the one that was asked for. */
export function jobTreeLines(print: Printer, jobs: readonly Job[], highlighted: string, now: Date): string[] {
  const children = Map.groupBy(jobs, (job) => job.parentJobId)
  const roots = children.get(null) ?? []
  const draw = (job: Job, prefix: string, branch: string): string[] => {
    const name = job.id === highlighted ? print.paint('bold', job.type) : job.type
    const line = `${prefix}${branch}${statusMark(print, job.status)} ${name} ${details(print, job, now)}`
    const deeper = branch === '' ? prefix : `${prefix}${branch === '└─ ' ? '   ' : '│  '}`
    const lines = branchesOf(print, children.get(job.id) ?? [])
    return [
      line,
      ...lines.flatMap((entry, index) => {
        const next = index === lines.length - 1 ? '└─ ' : '├─ '
        return typeof entry === 'string' ? [`${deeper}${next}${entry}`] : draw(entry, deeper, next)
      }),
    ]
  }
  return roots.flatMap((root) => draw(root, '', ''))
}

/** Children as they are drawn: singly, or as a line for many of one type followed by those in trouble. */
function branchesOf(print: Printer, children: readonly Job[]): (Job | string)[] {
  return [...Map.groupBy(children, (job) => job.type)].flatMap(([type, jobs]) => {
    if (jobs.length <= drawnSingly) return jobs
    const trouble = jobs.filter(({ status }) => status === 'failed').slice(0, drawnSingly)
    return [`${type} × ${jobs.length}  ${countsText(print, jobs)}`, ...trouble]
  })
}

function countsText(print: Printer, jobs: readonly Job[]): string {
  return [...Map.groupBy(jobs, (job) => job.status)]
    .map(([status, same]) => `${statusMark(print, status)} ${same.length}`)
    .join('  ')
}

function details(print: Printer, job: Job, now: Date): string {
  const progress =
    job.progress === null || job.status !== 'running' ? '' : `${job.progress.done}/${job.progress.total} `
  const error =
    job.error === null || job.status === 'success' ? '' : ` ${truncate(print.safe(job.error), 60)}`
  return `${print.paint('dim', shortId(job.id))} ${progress}${print.paint('dim', runTime(job, now))}${print.paint('red', error)}`.trimEnd()
}
