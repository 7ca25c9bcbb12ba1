import type { AnyCommand } from '../command.ts'

/** Every command, one line each. A command's module is loaded when the command is typed, so that `log` stays fast. */
export const commands: Record<string, () => Promise<AnyCommand>> = {
  analyze: async () => (await import('./analyze.ts')).analyze,
  brand: async () => (await import('./brand.ts')).brand,
  completion: async () => (await import('./completion.ts')).completion,
  daemon: async () => (await import('./daemon.ts')).daemon,
  db: async () => (await import('./db.ts')).db,
  demo: async () => (await import('./demo.ts')).demo,
  digest: async () => (await import('./digest.ts')).digest,
  doctor: async () => (await import('./doctor.ts')).doctor,
  edit: async () => (await import('./edit.ts')).edit,
  email: async () => (await import('./email.ts')).email,
  eval: async () => (await import('./eval.ts')).evals,
  events: async () => (await import('./events.ts')).events,
  explain: async () => (await import('./explain.ts')).explain,
  extract: async () => (await import('./extract.ts')).extract,
  feedback: async () => (await import('./feedback.ts')).feedback,
  import: async () => (await import('./import.ts')).imports,
  inspect: async () => (await import('./inspect.ts')).inspect,
  jobs: async () => (await import('./jobs.ts')).jobs,
  list: async () => (await import('./list.ts')).list,
  llm: async () => (await import('./llm.ts')).llm,
  log: async () => (await import('./log.ts')).log,
  me: async () => (await import('./me.ts')).me,
  report: async () => (await import('./report.ts')).report,
  resume: async () => (await import('./resume.ts')).resume,
  rm: async () => (await import('./rm.ts')).rm,
  schedule: async () => (await import('./schedule.ts')).schedule,
  show: async () => (await import('./show.ts')).show,
  skills: async () => (await import('./skills.ts')).skills,
  source: async () => (await import('./source.ts')).source,
  status: async () => (await import('./status.ts')).status,
  tail: async () => (await import('./tail.ts')).tail,
  undo: async () => (await import('./undo.ts')).undo,
  usage: async () => (await import('./usage.ts')).usage,
  prove: async () => (await import('./prove.ts')).prove,
}

/** What people type most: the database is asked before the module of the command is loaded. */
export const earlyCommands: readonly string[] = ['log']
