import { localClock } from './time.ts'

const weekdays = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat']
const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']

/** The day in the zone of the machine: `Fri 3 Apr 2026`. Without Intl, which takes 15 ms to wake up. */
export function dayName(at: Date): string {
  return `${weekdays[at.getDay()]} ${at.getDate()} ${months[at.getMonth()]} ${at.getFullYear()}`
}

/** `Fri 3 Apr 2026 14:05` */
export function dayAndTime(at: Date): string {
  return `${dayName(at)} ${localClock(at)}`
}
