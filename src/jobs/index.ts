export { createJobTraces } from './trace.ts'
export type { Client, Engine, EngineLog, World, WorldOf } from './engine.ts'
export { nextTick } from './cron.ts'
export { drain } from './drain.ts'
export { hasDueWork } from './due.ts'
export { enqueueJob, enqueueJobs, jobFor } from './enqueue.ts'
export { createDraft } from './draft.ts'
export { openListener, type Listener } from './listener.ts'
export { contradictions } from './contradictions.ts'
export { jobRecords, jobsOfProcess, terminateSomeBackend, unfinishedJobs, type JobRecord } from './proof.ts'
export { listPauses, pauseType, resumeType, type Pause } from './pauses.ts'
export { pruneEvents, pruneJobs } from './retention.ts'
export { isPassing } from './database-failure.ts'
export { persist } from './persistence.ts'
export { readyPlan, type Plan } from './plan.ts'
export {
  cancelJobs,
  childrenOf,
  failedJobs,
  jobsAhead,
  dependenciesOf,
  edgesOf,
  jobById,
  jobsEndingIn,
  jobTree,
  listJobs,
  retryJobs,
  rootsOf,
  runningWithin,
  type Cancelled,
  type Edge,
  type JobFilter,
} from './listing.ts'
export {
  addSchedule,
  jobsOfSchedule,
  listSchedules,
  removeSchedule,
  scheduleByName,
  switchSchedule,
} from './schedule-rows.ts'
export type { MissedPolicy, NewSchedule, Schedule } from './schedules.ts'
export {
  readEvents,
  readEventsAfter,
  readLastEvents,
  readNewestEvents,
  readTimeline,
  startOfTime,
  type Cursor,
  type EventFilter,
  type EventPage,
} from './tail.ts'
export { startWorker, type Worker } from './worker.ts'
export { hasDaemon, livingWorkers, queueCounts, type QueueCount, type WorkerRow } from './workers.ts'
