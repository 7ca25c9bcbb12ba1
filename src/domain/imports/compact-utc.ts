/** `20260403T083000Z` as Taskwarrior and Timewarrior write times; undefined where it is none. */
export function compactUtc(text: string): Date | undefined {
  const match = /^(\d{4})-?(\d{2})-?(\d{2})T(\d{2}):?(\d{2}):?(\d{2})Z$/u.exec(text)
  if (match === null) return undefined
  const [, year, month, day, hour, minute, second] = match
  const iso = `${year}-${month}-${day}T${hour}:${minute}:${second}.000Z`
  const at = new Date(iso)
  // A day that the month does not have rolls over; then the text is not what came out.
  return Number.isNaN(at.getTime()) || at.toISOString() !== iso ? undefined : at
}
