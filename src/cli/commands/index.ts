import type { AnyCommand } from '../command.ts'

/** Every command, one line each. A command's module is loaded when the command is typed, so that `log` stays fast. */
export const commands: Record<string, () => Promise<AnyCommand>> = {
  brand: async () => (await import('./brand.ts')).brand,
  completion: async () => (await import('./completion.ts')).completion,
}
