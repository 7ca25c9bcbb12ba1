import { findSkills } from './skill-finder.ts'

const word = String.raw`\p{Lu}\p{Ll}+(?:-\p{Lu}\p{Ll}+)?(?![\p{L}\d])`
const name = String.raw`${word}(?:\s(?:van|von|de|der|du|da)\b)*(?:\s${word})?`
const names = new RegExp(String.raw`${name}(?:(?:, | and | & |, and )${name})*`, 'uy')

/** Words after which a capitalised word is a person. `with`, `to` and `from` alone are not enough. */
const cues = [
  String.raw`\b(?:asked|helped|told|met|mentored|pinged|called|emailed|messaged|interviewed|onboarded|coached|trained|thanked|supported|shadowed|hired|chased|reminded)\s+`,
  String.raw`\b(?:paired|pairing|met|meeting|worked|talked|spoke|call|sync|1:1|one-on-one|lunch|coffee|interview|together|discussed|reviewed|agreed|aligned)\b(?:\s[\p{Ll}\d:'-]+){0,5}\swith\s+`,
  String.raw`\b(?:talked|spoke|explained|presented|handed|wrote|sent|showed|demoed)\b(?:\s[\p{Ll}\d'-]+){0,5}\sto\s+`,
  String.raw`\b(?:feedback|help|input|answer|numbers|review|approval|sign-off|request|question|waiting (?:for|on))\b(?:\s(?:from|by|of))?\s+`,
  String.raw`\bthanks to\s+`,
].map((cue) => new RegExp(cue.replace(/^\\b/, String.raw`(?<![\p{L}\d])`), 'giu'))

const notPeople = new Set(
  `Monday Tuesday Wednesday Thursday Friday Saturday Sunday January February March April May June July August
  September October November December Legal Finance Marketing Sales Product Design Support Engineering Security
  Operations Compliance Procurement Management Leadership Customer Customers Board Team Teams Slack Google
  Amazon Microsoft Apple Oracle English German French Spanish The This That Our Their All Both Everyone Nobody
  European Africa Europe Asia America Berlin London Paris Internet`.split(/\s+/u),
)

const ticketPattern =
  /https?:\/\/\S+\/(?:issues|pull|merge_requests|browse)\/[\w-]*\d+|(?<![\p{L}\d_-])[A-Z][A-Z0-9]{1,9}-\d{1,6}(?![\p{L}\d_-])|(?<![\p{L}\d_&#])(?:[\w.-]{1,60}\/[\w.-]{1,80})?#\d{1,6}(?![\p{L}\d_])/gu
const notTickets =
  /^(?:UTF|SHA|ISO|RFC|COVID|HTTP|HTTPS|GPT|ES|AES|RSA|MP|CVE|EN|IEC|IEEE|IPV|TLS|OAUTH|WCAG|PEP|MD|UTC|GMT)-/u

const internalSystem =
  /(?<![\p{L}\d_-])[a-z][a-z0-9]*(?:-[a-z0-9]+)*-(?:service|api|worker|workers|db|gateway|server|proxy|bot|cluster|pipeline|cron|queue|ui|frontend|backend|sdk|cli)(?![\p{L}\d_-])/gu
const quoted = /`([\w./-]{2,40})`/gu
const systemCategories: ReadonlySet<string> = new Set(['database', 'platform', 'framework', 'protocol'])

/** People whom an entry names: after a word that only a person follows, or by @handle. Verbatim, each once. */
export function peopleIn(text: string): string[] {
  const skills = findSkills(text).map(({ surface }) => surface)
  const found = cues.flatMap((cue) =>
    [...text.matchAll(cue)].flatMap((match) => namesAt(text, match.index + match[0].length)),
  )
  const handles = [...text.matchAll(/(?<![\p{L}\d_.@/])@([A-Za-z][\w-]{1,30})(?![\w/.-]*[/@])/gu)].map(
    (match) => `@${match[1]}`,
  )
  const people = found.filter((person) => {
    const [first = ''] = person.split(' ')
    return person !== '' && !notPeople.has(first) && !skills.includes(person) && !skills.includes(first)
  })
  return distinct([...people, ...handles])
}

/** Tickets and pull requests: `WEB-123`, `#45`, `owner/name#45`, or their addresses. Verbatim, each once. */
export function ticketsIn(text: string): string[] {
  const found = [...text.matchAll(ticketPattern)].map((match) => match[0])
  return distinct(found.filter((ticket) => !notTickets.test(ticket)))
}

/** Systems worked on: known technologies by their usual name, and names like `billing-service`. */
export function systemsIn(text: string): string[] {
  const known = findSkills(text).filter(({ category }) => systemCategories.has(category))
  const own = [...text.matchAll(internalSystem)].map((match) => match[0])
  const marked = [...text.matchAll(quoted)].map((match) => match[1] ?? '')
  return distinct([...known.map((skill) => skill.name), ...own, ...marked])
}

/** The names that stand at a place: `Anna, Bob and Cleo`. Casing tells them, so this is apart from the cue. */
function namesAt(text: string, at: number): string[] {
  names.lastIndex = at
  return names.exec(text)?.[0].split(/, and |, | and | & /u) ?? []
}

function distinct(words: readonly string[]): string[] {
  return [...new Set(words)]
}
