import type { Job, JobStatus } from '../contracts/job.ts'

/** The states that can be listed, in the order of the Tab key. */
export const topViews = ['running', 'queued', 'waiting', 'failed'] as const satisfies readonly JobStatus[]
export type TopView = (typeof topViews)[number]

/** What a person looks at. */
export interface TopState {
  view: TopView
  /** The chosen job: it stays chosen while the list moves; the first one where it is gone. */
  chosen: string | undefined
  /** True while a yes or no to cancelling the chosen job is awaited. */
  asking: boolean
  /** The lines of the job that is open, and the first one that is shown. */
  opened: { lines: readonly string[]; from: number } | undefined
  /** What became of the last key. */
  note: string
  /** Why the database is away for the moment; empty while it answers. */
  away: string
}

export const firstState: TopState = {
  view: 'running',
  chosen: undefined,
  asking: false,
  opened: undefined,
  note: '',
  away: '',
}

/** A key as the screen names it. */
export type TopKey = 'up' | 'down' | 'tab' | 'enter' | 'escape' | (string & {})

/** What a key asks for beyond another look of the screen. */
export type TopWish = { do: 'quit' } | { do: 'open' | 'retry' | 'cancel'; job: Job }

export interface Pressed {
  state: TopState
  wish?: TopWish
}

/** The job that is chosen, of those that are listed. */
export function chosenJob({ chosen }: TopState, jobs: readonly Job[]): Job | undefined {
  return jobs.find(({ id }) => id === chosen) ?? jobs[0]
}

/** What a key does. Pure: the wish is carried out by the command. */
export function press(state: TopState, key: TopKey, jobs: readonly Job[]): Pressed {
  const calm = { ...state, note: '', asking: false }
  if (key === 'q' || key === 'ctrl-c') return { state, wish: { do: 'quit' } }
  if (state.opened !== undefined) return pressOpened(calm, key)
  const job = chosenJob(state, jobs)
  if (state.asking) return pressAsked(calm, key, jobs)
  if (key === 'tab') return { state: { ...calm, view: nextView(state.view), chosen: undefined } }
  if (job === undefined) return { state: calm }
  switch (key) {
    case 'up':
    case 'down':
      return { state: { ...calm, chosen: neighbour(job, jobs, key === 'up' ? -1 : 1).id } }
    case 'enter':
      return { state: calm, wish: { do: 'open', job } }
    case 'r':
      return job.status === 'failed'
        ? { state: calm, wish: { do: 'retry', job } }
        : { state: { ...calm, note: 'Only failed jobs run again: press Tab until they are listed.' } }
    case 'c':
      return job.status === 'failed'
        ? { state: { ...calm, note: 'It has ended already.' } }
        : { state: { ...calm, chosen: job.id, asking: true } }
    default:
      return { state: calm }
  }
}

/** Only the job that was asked about is cancelled: where it has ended meanwhile, no other takes its place. */
function pressAsked(state: TopState, key: TopKey, jobs: readonly Job[]): Pressed {
  if (key !== 'y') return { state }
  const job = jobs.find(({ id }) => id === state.chosen)
  return job === undefined
    ? { state: { ...state, note: 'It has ended already.' } }
    : { state, wish: { do: 'cancel', job } }
}

function pressOpened(state: TopState, key: TopKey): Pressed {
  const { opened } = state
  if (opened === undefined || key === 'escape' || key === 'enter')
    return { state: { ...state, opened: undefined } }
  const step = key === 'down' ? 1 : key === 'up' ? -1 : 0
  const from = Math.min(Math.max(0, opened.from + step), Math.max(0, opened.lines.length - 1))
  return { state: { ...state, opened: { ...opened, from } } }
}

function nextView(view: TopView): TopView {
  return topViews[(topViews.indexOf(view) + 1) % topViews.length] ?? 'running'
}

function neighbour(job: Job, jobs: readonly Job[], step: 1 | -1): Job {
  const at = jobs.indexOf(job) + step
  return jobs[Math.min(Math.max(0, at), jobs.length - 1)] ?? job
}
