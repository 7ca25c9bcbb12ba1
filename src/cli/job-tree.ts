import { shortId } from '../base/id.ts'
import { listWords, squeeze } from '../base/text.ts'
import type { Job } from '../contracts/job.ts'
import type { Printer } from './print.ts'
import { cut } from './table.ts'
import { runTime, statusMark } from './timeline.ts'

/** More children of one type than this are drawn as one line, with those in trouble below it. */
const drawnSingly = 6
const widest = 200

export interface JobTree {
  jobs: readonly Job[]
  /** Which job waits for which. */
  edges: readonly { jobId: string; dependsOn: string }[]
  /** The job that was asked for. */
  highlighted: string
  now: Date
}

/** Jobs below those that started them, a line each; beside a job those that must end before it. */
export function jobTreeLines(print: Printer, tree: JobTree): string[] {
  const children = Map.groupBy(tree.jobs, (job) => job.parentJobId)
  const draw = (job: Job, prefix: string, branch: string): string[] => {
    const deeper = branch === '' ? prefix : `${prefix}${branch === '└─ ' ? '   ' : '│  '}`
    const below = branchesOf(print, children.get(job.id) ?? [])
    return [
      cut(`${prefix}${branch}${lineOf(print, tree, job)}`, print.room ?? widest),
      ...below.flatMap((entry, index) => {
        const next = index === below.length - 1 ? '└─ ' : '├─ '
        return typeof entry === 'string' ? [`${deeper}${next}${entry}`] : draw(entry, deeper, next)
      }),
    ]
  }
  return (children.get(null) ?? []).flatMap((root) => draw(root, '', ''))
}

/** Children as they are drawn: singly, or as a line for many of one type followed by those in trouble. */
function branchesOf(print: Printer, children: readonly Job[]): (Job | string)[] {
  return [...Map.groupBy(children, (job) => job.type)].flatMap(([type, jobs]) => {
    if (jobs.length <= drawnSingly) return jobs
    const trouble = jobs.filter(({ status }) => status === 'failed')
    const more = trouble.length - drawnSingly
    return [
      `${type} × ${jobs.length}  ${countsText(print, jobs)}`,
      ...trouble.slice(0, drawnSingly),
      ...(more > 0
        ? [print.paint('dim', `${more} more that failed: nightdesk jobs list --dead --type ${type}`)]
        : []),
    ]
  })
}

function countsText(print: Printer, jobs: readonly Job[]): string {
  return [...Map.groupBy(jobs, (job) => job.status)]
    .map(([status, same]) => `${statusMark(print, status)} ${same.length}`)
    .join('  ')
}

function lineOf(print: Printer, tree: JobTree, job: Job): string {
  const parts = [
    statusMark(print, job.status),
    job.id === tree.highlighted ? print.paint('bold', job.type) : job.type,
    print.paint('dim', shortId(job.id)),
    job.progress === null || job.status !== 'running' ? '' : `${job.progress.done}/${job.progress.total}`,
    print.paint('dim', runTime(job, tree.now)),
    print.paint('dim', afterText(tree, job)),
    job.error === null || job.status === 'success' ? '' : print.paint('red', squeeze(print.safe(job.error))),
  ]
  return parts.filter((part) => part !== '').join(' ')
}

function afterText({ jobs, edges }: JobTree, job: Job): string {
  const before = edges.filter(({ jobId }) => jobId === job.id)
  const names = before.map(({ dependsOn }) => {
    const parent = jobs.find(({ id }) => id === dependsOn)
    return parent === undefined ? shortId(dependsOn) : `${parent.type} ${shortId(dependsOn)}`
  })
  if (names.length === 0) return ''
  return names.length > 3 ? `after ${names.length} jobs` : `after ${listWords(names)}`
}
