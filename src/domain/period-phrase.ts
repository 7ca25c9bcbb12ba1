import type { DateTime } from 'luxon'

const unit = '(week|month|quarter|year)'
const edge = new RegExp(
  `^(?:at |by )?(?:the )?(start|beginning|first day|end|last day) of (?:(the|this|last|previous) )?${unit}\\b(.*)$`,
)
const monthsAgo = /^(a|an|one|\d{1,3}) (month|year)s? ago\b(.*)$/

/**
 * Days at the edge of a stretch of time (`end of last month`; weeks start on Monday, ISO 8601), and months and years ago,
 * which end with their month: a year before 29 February is the 28th. The ISO date and what follows it, or undefined.
 */
export function readPeriodPhrase(phrase: string, here: DateTime): { date: string; rest: string } | undefined {
  const [, side, which = '', named, rest = ''] = edge.exec(phrase) ?? []
  if (side !== undefined && named !== undefined) {
    const length = { [`${named}s`]: 1 }
    const inside = which === 'last' || which === 'previous' ? here.minus(length) : here
    const start = inside.startOf(isUnit(named) ? named : 'day')
    const isEnd = side === 'end' || side === 'last day'
    return { date: (isEnd ? start.plus(length).minus({ days: 1 }) : start).toISODate() ?? '', rest }
  }
  const [, amount, what, after = ''] = monthsAgo.exec(phrase) ?? []
  if (amount === undefined) return undefined
  const count = /^\d/u.test(amount) ? Number(amount) : 1
  return { date: here.minus({ [`${what}s`]: count }).toISODate() ?? '', rest: after }
}

function isUnit(word: string): word is 'week' | 'month' | 'quarter' | 'year' {
  return ['week', 'month', 'quarter', 'year'].includes(word)
}
