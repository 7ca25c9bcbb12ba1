import { cleanText } from '../base/text.ts'
import type { HostPace, RobotsFile, RobotsMemory, Turn } from '../contracts/host.ts'
import type { Sql } from '../contracts/sql.ts'

/** Requests that one host answers at the same time, for all daemons together. */
const mostAtOnce = 2

/** The pace of every host, for all daemons together. Hosts are nobody's data: these statements name no org. */
export function sharedPace(sql: Sql): HostPace {
  return {
    async takeTurn({ origin, key, gapMs, patienceMs }) {
      const [turn] = await sql<Turn[]>`
        with forgotten as (
          delete from host_turns
          where at < now() - interval '1 hour'
            and host <> ${origin}
        )
        select turn as at, granted
        from take_turn(${origin}, ${key}, ${gapMs} * interval '1 millisecond',
          ${patienceMs} * interval '1 millisecond', ${mostAtOnce})`
      if (turn === undefined) throw new Error(`No turn was booked at ${origin}.`)
      return turn
    },
    async leave(origin, key) {
      await sql`
        delete from host_turns
        where host = ${origin}
          and key = ${key}`
    },
    async postpone(origin, until) {
      await sql`
        insert into hosts (host, away_until)
        values (${origin}, ${until})
        on conflict (host) do update
        set away_until = greatest(hosts.away_until, excluded.away_until)`
    },
  }
}

/** The robots.txt files that any daemon has read. Writing one forgets the hosts that nobody asked for a month. */
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
        with forgotten as (
          delete from hosts
          where next_at < now() - interval '30 days'
            and coalesce(robots_at, '-infinity') < now() - interval '30 days'
            and host <> ${origin}
        )
        insert into hosts (host, robots_status, robots, robots_at)
        values (${origin}, ${file.status}, ${cleanText(file.text)}, ${file.readAt})
        on conflict (host) do update
        set robots_status = excluded.robots_status, robots = excluded.robots, robots_at = excluded.robots_at
      `
    },
  }
}
