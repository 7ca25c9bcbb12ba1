import { messageOf } from '../../base/app-error.ts'
import { defineImportFormat } from '../../contracts/import.ts'
import type { ReadOptions } from '../../contracts/import.ts'
import { plainText, readComponents } from './calendar-components.ts'
import type { Component, Property } from './calendar-components.ts'
import { calendarZones, inZone, wallTime } from './calendar-zones.ts'
import type { ToInstant, WallTime } from './calendar-zones.ts'
import { createCollector } from './collector.ts'
import { readRecurrence } from './recurrence.ts'
import type { Collector } from './collector.ts'

const minute = 60_000
const dayLength = 86_400_000
const noon = dayLength / 2
const mostOccurrences = 5000
/** What a rule may count, and all rules of a file together: a file from a stranger shall not take the evening. */
const mostCounted = 20_000
const mostOfFile = 300_000
const earliest = Date.UTC(1950, 0, 1)
/** What the search for an occurrence that never comes counts for, in days. */
const longSearch = 60_000
/** How Outlook marks what its organizer called off. */
const cancelledTitle = /^(?:cancell?ed|abgesagt|annulée?|cancelad[oa]|annullato|geannuleerd): /iu

/** iCalendar (RFC 5545): events that took place, each occurrence an entry, and completed tasks and journal entries. */
export const calendar = defineImportFormat({
  name: 'calendar',
  summary: 'an iCalendar file: events that took place, each occurrence of a series an entry',
  recognises: (text) => /^\s*BEGIN:VCALENDAR/iu.test(text.replace(/^\ufeff/u, '')),
  read(text, options) {
    const collector = createCollector('calendar', options)
    const root = readComponents(text, (line, why) => collector.reject(line, why))
    const budget = { left: mostOfFile }
    for (const { components, properties } of root.components) {
      const zones = calendarZones(components)
      const isCancelled = properties.some(
        ({ name, value }) => name === 'METHOD' && /^cancel$/iu.test(value.trim()),
      )
      // Google names a calendar by the address of whose it is.
      const owner =
        properties
          .find(({ name }) => name === 'X-WR-CALNAME')
          ?.value.trim()
          .toLowerCase() ?? ''
      const items = components.flatMap((component) =>
        itemOf(component, { zones, zone: options.zone, owner }, collector),
      )
      addItems(items, { isCancelled, budget }, collector, options)
    }
    return collector.reading()
  },
})

/** A time of the calendar: its wall clock, and how that becomes an instant. */
interface CalendarTime {
  wall: WallTime
  at: Date
  isDay: boolean
  instantOf: ToInstant
}

interface Item {
  line: number
  uid: string
  text: string
  isCancelled: boolean
  isDeclined: boolean
  isPrivate: boolean
  tags: readonly string[]
  minutes: number | undefined
  sequence: number
  start: CalendarTime
  rule: string | undefined
  excluded: readonly Date[]
  added: readonly CalendarTime[]
  /** Which occurrence of the series this one replaces. */
  replaces: Date | undefined
}

type Zones = ReturnType<typeof calendarZones>
/** What holds for all items of a calendar: `owner` is the address of whose it is, or empty. */
interface Frame {
  zones: Zones
  zone: string
  owner: string
}

/** How many days of series may still be walked through. */
interface Budget {
  left: number
}

function itemOf(component: Component, { zones, zone, owner }: Frame, collector: Collector): Item[] {
  if (!['VEVENT', 'VTODO', 'VJOURNAL'].includes(component.name)) return []
  const { line } = component
  const all = (name: string) => component.properties.filter((property) => property.name === name)
  const value = (name: string) => all(name)[0]?.value.trim() ?? ''
  if (component.name === 'VTODO' && value('COMPLETED') === '') return skip(collector, 'not done yet')
  const times = (name: string) => all(name).flatMap((property) => timesOf(property, zones, zone))
  const [start] = times(component.name === 'VTODO' ? 'COMPLETED' : 'DTSTART')
  const wrong = [start, ...times('EXDATE'), ...times('RDATE'), ...times('RECURRENCE-ID')].find(
    (time) => time !== undefined && 'why' in time,
  )
  if (start === undefined) return reject(collector, line, 'it has no start')
  if (wrong !== undefined && 'why' in wrong) return reject(collector, line, wrong.why)
  const good = (name: string) => times(name).filter((time) => 'at' in time)
  if ('why' in start) return reject(collector, line, start.why)
  const [end] = good('DTEND')
  const [replaced] = good('RECURRENCE-ID')
  return [
    {
      line,
      uid: value('UID') || `${value('DTSTART')} ${value('SUMMARY')}`,
      text: plainText(value('SUMMARY') || (component.name === 'VJOURNAL' ? value('DESCRIPTION') : '')),
      isCancelled: /^cancelled$/iu.test(value('STATUS')) || cancelledTitle.test(value('SUMMARY')),
      isDeclined: all('ATTENDEE').some(
        ({ params, value: who }) =>
          params.PARTSTAT === 'DECLINED' && who.trim().toLowerCase() === `mailto:${owner}`,
      ),
      isPrivate: /^(?:private|confidential)$/iu.test(value('CLASS')),
      tags: all('CATEGORIES').flatMap((property) => property.value.split(/(?<!\\),/u).map(plainText)),
      minutes: start.isDay ? undefined : minutesOf(start, end, value('DURATION')),
      sequence: Number(value('SEQUENCE')) || 0,
      start,
      rule: component.name === 'VTODO' ? undefined : value('RRULE') || undefined,
      excluded: good('EXDATE').map((time) => occurrenceOn(time, start)),
      added: good('RDATE'),
      replaces: replaced === undefined ? undefined : occurrenceOn(replaced, start),
    },
  ]
}

/** Some programs name an occurrence of a timed series by its day alone. */
function occurrenceOn(time: CalendarTime, start: CalendarTime): Date {
  return time.isDay && !start.isDay ? start.instantOf(time.wall + (start.wall % dayLength)) : time.at
}

function skip(collector: Collector, why: string): [] {
  collector.skip(why)
  return []
}

function reject(collector: Collector, line: number, why: string): [] {
  collector.reject(line, why)
  return []
}

function timesOf(
  { params, value }: Property,
  zones: Zones,
  zone: string,
): (CalendarTime | { why: string })[] {
  return value.split(',').map((said) => {
    const text = said.split('/')[0] ?? ''
    const wall = wallTime(text)
    if (wall === undefined) return { why: `"${text.slice(0, 40)}" is no time` }
    const isDay = !text.includes('T')
    const named = params.TZID
    const instantOf = isDay || named === undefined ? inZone(zone) : zones(named)
    if (instantOf === undefined) return { why: `the time zone "${named}" is unknown` }
    if (text.trim().endsWith('Z')) return { wall, at: new Date(wall), isDay, instantOf: (at) => new Date(at) }
    // Like every date without a time, a whole day is its noon.
    const moment: ToInstant = isDay ? (at) => instantOf(at + noon) : instantOf
    return { wall, at: moment(wall), isDay, instantOf: moment }
  })
}

function minutesOf(start: CalendarTime, end: CalendarTime | undefined, duration: string): number | undefined {
  if (end !== undefined) return Math.max(0, Math.round((end.at.getTime() - start.at.getTime()) / minute))
  const match = /^\+?P(?:(\d+)W)?(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:\d+S)?)?$/u.exec(duration)
  if (match === null || duration === '') return undefined
  const [weeks = 0, days = 0, hours = 0, minutes = 0] = match.slice(1).map((part) => Number(part ?? 0))
  return ((weeks * 7 + days) * 24 + hours) * 60 + minutes
}

function addItems(
  items: readonly Item[],
  { isCancelled, budget }: { isCancelled: boolean; budget: Budget },
  collector: Collector,
  options: ReadOptions,
): void {
  for (const ofSeries of Map.groupBy(items, ({ uid }) => uid).values()) {
    const replaced = new Set(
      ofSeries.flatMap(({ replaces }) => (replaces === undefined ? [] : [replaces.getTime()])),
    )
    for (const item of newestOf(ofSeries)) {
      if (isCancelled || item.isCancelled) collector.skip('cancelled')
      else if (item.isDeclined) collector.skip('declined')
      else if (item.replaces === undefined) addSeries(item, { replaced, budget }, collector, options)
      else add(item, item.start.at, item.replaces, collector)
    }
  }
}

/** An event that was sent again with a higher sequence counts once. */
function newestOf(items: readonly Item[]): Item[] {
  const newest = new Map<number, Item>()
  for (const item of items) {
    const key = item.replaces?.getTime() ?? 0
    if ((newest.get(key)?.sequence ?? -1) <= item.sequence) newest.set(key, item)
  }
  return [...newest.values()]
}

function addSeries(
  item: Item,
  { replaced, budget }: { replaced: ReadonlySet<number>; budget: Budget },
  collector: Collector,
  options: ReadOptions,
): void {
  if (item.rule === undefined && item.added.length === 0)
    return add(item, item.start.at, undefined, collector)
  const excluded = new Set([...replaced, ...item.excluded.map((at) => at.getTime())])
  const occurrences = occurrencesOf(item, options.now, budget)
  if ('why' in occurrences) return collector.reject(item.line, occurrences.why)
  const all = new Set(
    [item.start.at, ...occurrences.times, ...item.added.map(({ at }) => at)].map((at) => at.getTime()),
  )
  const meant = [...all].filter((at) => !excluded.has(at)).sort((a, b) => a - b)
  if (meant.length > mostOccurrences)
    collector.reject(
      item.line,
      `it took place ${meant.length} times; only the newest ${mostOccurrences} are read`,
    )
  for (const at of meant.slice(-mostOccurrences)) add(item, new Date(at), new Date(at), collector)
}

/** The occurrences of a rule up to now, counted in wall-clock time, so that 9:00 stays 9:00 over a change of the clock. */
function occurrencesOf(
  { rule, start }: Item,
  now: Date,
  budget: Budget,
): { times: Date[] } | { why: string } {
  if (rule === undefined) return { times: [] }
  if (/FREQ=(?:SECONDLY|MINUTELY|HOURLY)/iu.test(rule)) return { why: 'it recurs more often than daily' }
  try {
    const recurrence = readRecurrence(rule, new Date(start.wall))
    const last = Math.min(recurrence.until?.getTime() ?? Infinity, now.getTime()) + dayLength
    const [frequency] = /FREQ=(?:DAILY|WEEKLY)/iu.exec(rule) ?? []
    if (frequency !== undefined && start.wall < earliest)
      return { why: `it begins in the year ${new Date(start.wall).getUTCFullYear()}; nothing of it is read` }
    // A rule that never comes true is walked through, too.
    budget.left -= Math.max(1, (last - start.wall) / dayLength / (frequency === undefined ? 30 : 1))
    if (budget.left < 0) return { why: 'the series of this file take place too often; this one is not read' }
    const walls = recurrence.upTo(new Date(last), mostCounted + 1)
    if (walls.length === 0) budget.left -= longSearch
    if (walls.length > mostCounted)
      return { why: `it takes place more than ${mostCounted} times; nothing of it is read` }
    const times = walls.map((wall) => start.instantOf(wall.getTime()))
    const end = untilOf(rule, start)
    return { times: times.filter((at) => at.getTime() <= end && at <= now) }
  } catch (error) {
    return { why: `its rule cannot be read: ${messageOf(error)}` }
  }
}

/** UNTIL is an instant where it ends in Z, else wall-clock time like the start (section 3.3.10). */
function untilOf(rule: string, start: CalendarTime): number {
  const said = /(?:^|;)UNTIL=(\d{8}(?:T\d{6})?)(Z?)/iu.exec(rule)
  const wall = wallTime(said?.[1] ?? '')
  if (said === null || wall === undefined) return Infinity
  if (said[2] !== '' && said[2] !== undefined) return start.isDay ? start.instantOf(wall).getTime() : wall
  return said[1]?.includes('T') === true
    ? start.instantOf(wall).getTime()
    : start.instantOf(wall).getTime() + dayLength
}

function add(item: Item, at: Date, occurrence: Date | undefined, collector: Collector): void {
  const { line, text, tags, minutes, isPrivate, uid } = item
  const key = ['calendar', uid, ...(occurrence === undefined ? [] : [occurrence.toISOString()])].join(':')
  collector.add({ line, at, text, tags, minutes, private: isPrivate, key })
}
