// oxlint-disable-next-line import/default -- Node loads the CommonJS file of the package, whose exports are its default.
import rrule from 'rrule'

const { RRule } = rrule

/** A rule of RFC 5545 (section 3.3.10) counted in wall-clock time, which is said as if it were UTC. */
export interface Recurrence {
  /** UNTIL as it stands in the rule. */
  until: Date | undefined
  /** The occurrences from the start to a moment, the oldest first, and no more than `most`. */
  upTo(last: Date, most: number): Date[]
}

/**
 * The package looks for the next occurrence until the year 9999, whatever the end, so a rule that never comes true took
 * eight seconds. The calendar is the same every 400 years, to the day of the week: 7,600 years on, that end is near.
 */
const shift = (7600 / 400) * 146_097 * 86_400_000

/** Throws an Error for a rule that is none, or that never moves on. */
export function readRecurrence(rule: string, start: Date): Recurrence {
  if (/(?:^|;)INTERVAL=0*(?:;|$)/iu.test(rule)) throw new Error('its interval is 0')
  const parsed = RRule.parseString(rule)
  const dtstart = new Date(start.getTime() + shift)
  return {
    until: parsed.until ?? undefined,
    upTo(last, most) {
      const until = new Date(last.getTime() + shift)
      // It is asked once for each occurrence whether there shall be a next one.
      const found = new RRule({ ...parsed, dtstart, until }).all((_at, index) => index < most)
      return found.map((at) => new Date(at.getTime() - shift))
    },
  }
}
