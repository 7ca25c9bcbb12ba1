import { cleanText } from '../base/text.ts'
import type { HostPace, RobotsFile, RobotsMemory } from '../contracts/host.ts'
import type { Sql } from '../contracts/sql.ts'

/** The pace of every host, for all daemons together. Hosts are nobody's data: these statements name no org. */
export function sharedPace(sql: Sql): HostPace {
  return {
    async takeTurn(origin, gapMs) {
      const [row] = await sql<{ turn: Date }[]>`
        insert into hosts (host, next_at)
        values (${origin}, now() + ${gapMs} * interval '1 millisecond')
        on conflict (host) do update
        set next_at = greatest(now(), hosts.next_at) + ${gapMs} * interval '1 millisecond'
        returning next_at - ${gapMs} * interval '1 millisecond' as turn
      `
      if (row === undefined) throw new Error(`No turn was booked at ${origin}.`)
      return row.turn
    },
  }
}

/** The robots.txt files that any daemon has read. */
export function sharedRobots(sql: Sql): RobotsMemory {
  return {
    async recall(origin) {
      const [row] = await sql<RobotsFile[]>`
        select robots_status as status, robots as text, robots_at as "readAt"
        from hosts
        where host = ${origin}
        and robots_status is not null
      `
      return row
    },
    async remember(origin, file) {
      await sql`
        insert into hosts (host, robots_status, robots, robots_at)
        values (${origin}, ${file.status}, ${cleanText(file.text)}, ${file.readAt})
        on conflict (host) do update
        set robots_status = excluded.robots_status, robots = excluded.robots, robots_at = excluded.robots_at
      `
    },
  }
}
