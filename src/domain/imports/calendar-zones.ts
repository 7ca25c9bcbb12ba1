import { DateTime, IANAZone } from 'luxon'
import type { Component } from './calendar-components.ts'
import { readRecurrence } from './recurrence.ts'
import { zoneOfWindows } from './windows-zones.ts'

/** Wall-clock time as milliseconds, as if it were UTC: what a recurrence rule counts in. */
export type WallTime = number

/** The instant of a wall-clock time. */
export type ToInstant = (wall: WallTime) => Date

const lastOnset = Date.UTC(2100, 0, 1)
const mostOnsets = 1000

interface Observance {
  offset: number
  /** What clocks jump forward at its onset, in milliseconds; 0 where they go back. */
  gap: number
  /** The newest onset that is not after a wall-clock time; undefined before the first. */
  onset(wall: WallTime): WallTime | undefined
}

/** Zones by the names that a calendar uses: those of the IANA, else what its VTIMEZONE says, else those of Windows. */
export function calendarZones(components: readonly Component[]): (name: string) => ToInstant | undefined {
  const own = new Map(
    components
      .filter(({ name }) => name === 'VTIMEZONE')
      .map((zone) => [valueOf(zone, 'TZID'), zoneOf(zone)] as const),
  )
  return (name) => {
    const iana = name.replace(/^\/[^/]+\/(?:[^/]*\d[^/]*\/)?/u, '')
    if (IANAZone.isValidZone(iana)) return inZone(iana)
    const known = zoneOfWindows(name)
    return own.get(name) ?? (known === undefined ? undefined : inZone(known))
  }
}

/** Wall-clock time of an IANA zone: skipped times move forward by the gap, of doubled ones the first (section 3.3.5). */
export function inZone(zone: string): ToInstant {
  return (wall) => {
    const [date = '', time = ''] = new Date(wall).toISOString().slice(0, 19).split('T')
    const local = DateTime.fromISO(`${date}T${time}`, { zone })
    return local
      .getPossibleOffsets()
      .reduce((first, other) => (other < first ? other : first), local)
      .toJSDate()
  }
}

function zoneOf({ components }: Component): ToInstant {
  const observances = components.flatMap(observanceOf)
  return (wall) => {
    const since = observances
      .map(({ onset, ...rest }) => ({ ...rest, at: onset(wall) ?? -Infinity }))
      .sort((a, b) => b.at - a.at)
    const { offset = 0, gap = 0, at = -Infinity } = since[0] ?? {}
    // A time that is skipped is told by the offset before the gap (section 3.3.5).
    return new Date(wall - (wall < at + gap ? offset - gap : offset))
  }
}

function observanceOf(component: Component): Observance[] {
  const start = wallTime(valueOf(component, 'DTSTART'))
  const offset = offsetOf(valueOf(component, 'TZOFFSETTO'))
  if (start === undefined || offset === undefined) return []
  const gap = Math.max(0, offset - (offsetOf(valueOf(component, 'TZOFFSETFROM')) ?? offset))
  const rule = valueOf(component, 'RRULE')
  if (rule === '') return [{ offset, gap, onset: (wall) => (start <= wall ? start : undefined) }]
  const onsets = onsetsOf(rule, start)
  return [{ offset, gap, onset: (wall) => onsets.findLast((onset) => onset <= wall) }]
}

/** Some zones change twice a year, and none is a stopwatch: what changes more often, or cannot be read, has no onset. */
function onsetsOf(rule: string, start: WallTime): WallTime[] {
  if (!/FREQ=(?:YEARLY|MONTHLY)/iu.test(rule)) return []
  // Outlook begins its zones in the year 1601.
  const first = Math.max(start, Date.UTC(1970, 0, 1, new Date(start).getUTCHours()))
  try {
    return readRecurrence(rule, new Date(first))
      .upTo(new Date(lastOnset), mostOnsets)
      .map((at) => at.getTime())
  } catch {
    return []
  }
}

/** `20260403` or `20260403T090000` as wall-clock time; undefined where it is none. */
export function wallTime(value: string): WallTime | undefined {
  const match = /^(\d{4})(\d{2})(\d{2})(?:T(\d{2})(\d{2})(\d{2}))?Z?$/u.exec(value.trim())
  if (match === null) return undefined
  const [, year, month, day, hour = '00', minute = '00', second = '00'] = match
  const at = Date.parse(`${year}-${month}-${day}T${hour}:${minute}:${second}Z`)
  return Number.isNaN(at) ? undefined : at
}

function offsetOf(text: string): number | undefined {
  const match = /^([+-])(\d{2})(\d{2})(\d{2})?$/u.exec(text.trim())
  if (match === null) return undefined
  const [, sign, hours, minutes, seconds = '0'] = match
  return (sign === '-' ? -1 : 1) * (Number(hours) * 3600 + Number(minutes) * 60 + Number(seconds)) * 1000
}

function valueOf({ properties }: Component, name: string): string {
  return properties.find((property) => property.name === name)?.value ?? ''
}
