import type { PaperLine } from '../contracts/parser.ts'

/** What stands over the first heading: whose résumé it is, and how to reach them. */
export interface ReadHead {
  basics: {
    name?: string
    label?: string
    email?: string
    phone?: string
    url?: string
    summary?: string
    location?: { city: string; region?: string }
    profiles?: { network: string; username?: string; url: string }[]
  }
  unplaced: string[]
}

const email = /[\p{L}\d._%+-]+@[\p{L}\d.-]+\.\p{L}{2,}/u
const phone = /(?:\+|\(\+?|\b0)\d[\d ()./-]{6,18}\d/u
const address =
  /(?:https?:\/\/|www\.)[^\s|·•,)]+|\b(?:linkedin\.com|github\.com|gitlab\.com|mastodon\.social|x\.com|twitter\.com)\/[^\s|·•,)]+/iu
const place = /^(\p{Lu}[\p{L}'. -]{1,40}),\s*(\p{Lu}[\p{L}'. -]{1,40})$/u
const sites: Record<string, string> = {
  'linkedin.com': 'LinkedIn',
  'github.com': 'GitHub',
  'gitlab.com': 'GitLab',
  'twitter.com': 'Twitter',
  'x.com': 'X',
}

/** Reads the lines above the first heading. */
export function readHead(lines: readonly PaperLine[]): ReadHead {
  const head: ReadHead = { basics: {}, unplaced: [] }
  for (const { text } of lines.filter(({ text }) => !/^(?:curriculum vitae|cv|r[eé]sum[eé])$/iu.test(text)))
    for (const part of partsOf(text)) placePart(part, isContact(text), head)
  return head
}

/** A line of contacts holds several things side by side. */
function partsOf(line: string): string[] {
  const isContact = email.test(line) || phone.test(line) || address.test(line)
  const parts = line.split(
    isContact ? /\s*[|·•\t]\s*|\s{3,}|(?<=\S),\s+(?=\S*(?:@|https?:|www\.|\+\d))/u : /\t+/u,
  )
  return parts.map((part) => part.trim()).filter((part) => part !== '')
}

function isContact(line: string): boolean {
  return email.test(line) || phone.test(line) || address.test(line)
}

function placePart(part: string, isAmongContacts: boolean, { basics, unplaced }: ReadHead): void {
  const bare = part.replace(/^(?:e-?mail|phone|tel(?:ephone)?|mobile|web(?:site)?|url)\s*[.:]\s*/iu, '')
  const [mail, number, link] = [email.exec(bare)?.[0], phone.exec(bare)?.[0], address.exec(bare)?.[0]]
  if (mail === bare && basics.email === undefined) basics.email = mail
  else if (link === bare) placeLink(link, basics, unplaced)
  else if (number === bare && basics.phone === undefined) basics.phone = number
  else if (basics.name === undefined) basics.name = part
  else if (place.test(part) && basics.location === undefined) {
    const [, city = '', region = ''] = place.exec(part) ?? []
    basics.location = { city, region }
  } else if (isAmongContacts && basics.location === undefined && /^\p{Lu}[\p{L}' -]{1,40}$/u.test(part))
    basics.location = { city: part }
  else if (part.length > 70 || /[.!?]$/u.test(part))
    basics.summary = basics.summary === undefined ? part : `${basics.summary}\n${part}`
  else if (basics.label === undefined && !/[\d@]/u.test(part)) basics.label = part
  else unplaced.push(part)
}

function placeLink(link: string, basics: ReadHead['basics'], unplaced: string[]): void {
  const url = /^https?:/iu.test(link) ? link : `https://${link}`
  if (!URL.canParse(url)) return void unplaced.push(link)
  const { host, pathname } = new URL(url)
  const network = sites[host.replace(/^www\./u, '')]
  if (network !== undefined) {
    const username = pathname.split('/').filter(Boolean).at(-1)
    basics.profiles = [...(basics.profiles ?? []), { network, ...(username ? { username } : {}), url }]
  } else if (basics.url === undefined) basics.url = url
  else basics.profiles = [...(basics.profiles ?? []), { network: host, url }]
}
