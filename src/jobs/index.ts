export type { Client, Engine, EngineLog, World, WorldOf } from './engine.ts'
export { nextTick } from './cron.ts'
export { drain } from './drain.ts'
export { hasDueWork } from './due.ts'
export { enqueueCall, enqueueJob, enqueueJobs } from './enqueue.ts'
export { openListener, type Listener } from './listener.ts'
export { pruneEvents, pruneJobs } from './retention.ts'
export { enqueuePlan, type Plan, type PlannedJob } from './plan.ts'
export {
  cancelJobs,
  childrenOf,
  failedJobs,
  jobsAhead,
  dependenciesOf,
  jobById,
  jobsLike,
  jobTree,
  listJobs,
  retryJobs,
  stepsOf,
  type Cancelled,
  type JobFilter,
  type StepRow,
} from './listing.ts'
export {
  addSchedule,
  listSchedules,
  removeSchedule,
  scheduleByName,
  switchSchedule,
} from './schedule-rows.ts'
export { missedPolicies, type MissedPolicy, type NewSchedule, type Schedule } from './schedules.ts'
export {
  readEvents,
  readLastEvents,
  startOfTime,
  type Cursor,
  type EventFilter,
  type EventPage,
} from './tail.ts'
export { startWorker, type Worker } from './worker.ts'
export { hasDaemon, livingWorkers, queueCounts, type QueueCount, type WorkerRow } from './workers.ts'
