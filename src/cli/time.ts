import { count } from '../base/text.ts'

const second = 1000
const minute = 60 * second
const hour = 60 * minute
const day = 24 * hour

/** A moment in the zone of the machine: `2026-04-03 14:05`. */
export function localTime(at: Date): string {
  return `${localDay(at)} ${localClock(at)}`
}

/** The day in the zone of the machine: `2026-04-03`. */
export function localDay(at: Date): string {
  return `${at.getFullYear()}-${twoDigits(at.getMonth() + 1)}-${twoDigits(at.getDate())}`
}

/** The time of day in the zone of the machine: `14:05`. */
export function localClock(at: Date): string {
  return `${twoDigits(at.getHours())}:${twoDigits(at.getMinutes())}`
}

/** With seconds, for timelines: `14:05:09`. */
export function localSeconds(at: Date): string {
  return `${localClock(at)}:${twoDigits(at.getSeconds())}`
}

/** `now`, `just now`, `3 min ago`, `in 2 h`, `4 days ago`; after two weeks the day itself. */
export function relativeTime(at: Date, now: Date): string {
  const distance = now.getTime() - at.getTime()
  const size = Math.abs(distance)
  if (size < 10 * second) return distance < 0 ? 'now' : 'just now'
  if (size >= 14 * day) return localDay(at)
  const text = roughly(size)
  return distance > 0 ? `${text} ago` : `in ${text}`
}

/** When something comes: `in 2 h`, or `due 3 min ago` where nobody started it yet. */
export function dueTime(at: Date, now: Date): string {
  return `${at < now ? 'due ' : ''}${relativeTime(at, now)}`
}

/** A length of time in milliseconds as people say it: `350 ms`, `4.2 s`, `3 min 20 s`, `2 h 5 min`. */
export function howLong(milliseconds: number): string {
  const length = Math.max(0, Math.round(milliseconds))
  if (length < second) return `${length} ms`
  if (length < minute) return `${(Math.floor(length / 100) / 10).toFixed(1)} s`
  if (length < hour) return pair(length, { size: minute, name: 'min' }, { size: second, name: 's' })
  if (length < day) return pair(length, { size: hour, name: 'h' }, { size: minute, name: 'min' })
  return pair(length, { size: day, name: 'd' }, { size: hour, name: 'h' })
}

interface Unit {
  size: number
  name: string
}

function pair(length: number, large: Unit, small: Unit): string {
  const rest = Math.floor((length % large.size) / small.size)
  const first = `${Math.floor(length / large.size)} ${large.name}`
  return rest === 0 ? first : `${first} ${rest} ${small.name}`
}

function roughly(size: number): string {
  if (size < minute) return `${Math.floor(size / second)} s`
  if (size < hour) return `${Math.floor(size / minute)} min`
  if (size < day) return `${Math.floor(size / hour)} h`
  return count(Math.floor(size / day), 'day')
}

function twoDigits(number: number): string {
  return String(number).padStart(2, '0')
}
