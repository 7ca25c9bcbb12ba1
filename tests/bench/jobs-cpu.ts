// How much processor time work takes: steadier than the clock where other programs run on the machine.
import { readFileSync } from 'node:fs'

/** Microseconds of processor time that this process and the server with its sessions have used; 0 where /proc is not. */
export function usedCpu(server: number | undefined): number {
  const { user, system } = process.cpuUsage()
  return user + system + (server === undefined ? 0 : serverCpu(server))
}

// Linux counts in ticks of a hundredth of a second; fields 14 to 17 of proc(5): own time, then that of ended children.
function serverCpu(server: number): number {
  try {
    const children = readFileSync(`/proc/${server}/task/${server}/children`, 'utf8').trim().split(' ')
    const own = ticks(String(server), [14, 15, 16, 17])
    return children.reduce((sum, child) => sum + ticks(child, [14, 15]), own) * 10_000
  } catch {
    return 0
  }
}

function ticks(process_: string, fields: readonly number[]): number {
  const stat = readFileSync(`/proc/${process_}/stat`, 'utf8')
  const rest = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
  return fields.reduce((sum, field) => sum + Number(rest[field - 3]), 0)
}
