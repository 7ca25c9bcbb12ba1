import type { AnyCommand } from '../command.ts'

/** Every command, one line each. A command's module is loaded when the command is typed, so that `log` stays fast. */
export const commands: Record<string, () => Promise<AnyCommand>> = {
  brand: async () => (await import('./brand.ts')).brand,
  completion: async () => (await import('./completion.ts')).completion,
  db: async () => (await import('./db.ts')).db,
  doctor: async () => (await import('./doctor.ts')).doctor,
  edit: async () => (await import('./edit.ts')).edit,
  list: async () => (await import('./list.ts')).list,
  log: async () => (await import('./log.ts')).log,
  rm: async () => (await import('./rm.ts')).rm,
  show: async () => (await import('./show.ts')).show,
  skills: async () => (await import('./skills.ts')).skills,
  undo: async () => (await import('./undo.ts')).undo,
  jobs: async () => (await import('./jobs.ts')).jobs,
  tail: async () => (await import('./tail.ts')).tail,
  schedule: async () => (await import('./schedule.ts')).schedule,
  status: async () => (await import('./status.ts')).status,
}
