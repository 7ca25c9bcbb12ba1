// oxlint-disable-next-line import/default -- Node loads the CommonJS file of the package, whose exports are its default.
import rrule from 'rrule'

const { RRule } = rrule

/** A rule of RFC 5545 (section 3.3.10) counted in wall-clock time, which is said as if it were UTC. */
export interface Recurrence {
  /** UNTIL as it stands in the rule. */
  until: Date | undefined
  /** Every occurrence from the start to a moment. */
  upTo(last: Date): Date[]
  /** The newest occurrence that is not after a moment. */
  newest(at: Date): Date | undefined
}

/** Throws an Error for a rule that is none. */
export function readRecurrence(rule: string, start: Date): Recurrence {
  const parsed = RRule.parseString(rule)
  const dtstart = start
  return {
    until: parsed.until ?? undefined,
    // With an end, a rule that never comes true is not searched for until the year 9999.
    upTo: (last) => new RRule({ ...parsed, dtstart, until: last }).all(),
    newest: (at) => new RRule({ ...parsed, dtstart, until: at }).before(at, true) ?? undefined,
  }
}
