import type { DateOrder } from '../../contracts/import.ts'

const figures = /^\s*(\d{1,2})[/-](\d{1,2})[/-]\d{2,4}(?!\d)/u

/** The order of day and month that dates of one file keep, where a figure over 12 tells it and none speaks against it. */
export function orderOf(dates: readonly string[]): DateOrder | undefined {
  const orders = dates.flatMap((date): DateOrder[] => {
    const [, first, second] = figures.exec(date) ?? []
    return Number(first) > 12 ? ['dmy'] : Number(second) > 12 ? ['mdy'] : []
  })
  const [order, ...others] = new Set(orders)
  return others.length === 0 ? order : undefined
}
