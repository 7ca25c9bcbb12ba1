import { createServer, type ServerResponse } from 'node:http'
import { once } from 'node:events'
import { brotliCompressSync } from 'node:zlib'
import { createChance } from './ranking-world.ts'

/** A made-up web on loopback: feeds, and pages as heavy as those of real sites, with news of their own each. */
export interface WebPlan {
  /** So many feeds share the pages. */
  feeds: number
  pages: number
  /** So many more are in the feed `warm` alone. */
  warmUps: number
  /** True: a tenth of the feeds is down, and some pages never end, unpack without end or are nested without end. */
  hostile: boolean
}

type Chance = () => number

const kinds = {
  noun: `pizza street market kitchen festival school harbour council garden train factory bakery river library studio
    theatre village museum bridge farm league office courier record budget survey recipe oven crust cheese sauce box
    order price winter summer evening weekend neighbour family student driver owner farmer singer captain teacher`,
  verb: `opened closed moved painted sold bought shared baked served counted measured repaired planned delivered
    promised doubled halved tested praised questioned joined left built cleaned loaded`,
  adjective: `new old quiet busy local small large careful cheap generous cold warm early late bright narrow public
    private famous simple proud honest strange steady`,
  place: `Durban Soweto Pretoria Lagos Nairobi Leeds Utrecht Porto Dakar Tunis Gqeberha Polokwane Accra Harare Maputo`,
}
type Kind = keyof typeof kinds
const words = Object.fromEntries(
  Object.entries(kinds).map(([kind, text]) => [kind, text.split(/\s+/)]),
) as Record<Kind, string[]>
const shapes = [
  'The adjective noun of place verb the noun that the noun had verb, and they have verb it for number weeks.',
  'In place a adjective noun was verb by the noun from name, which has been adjective for number years.',
  'They verb the noun with number adjective nouns, but the noun of name will not have been verb this year.',
  'For the nouns of name this was the adjective noun, and number of them were verb in place.',
  'What the noun verb was not for the noun; it was for the nouns that have this adjective noun in place.',
]

/** Serves the web of a plan in this process; the address is `http://127.0.0.1:PORT`. */
export async function serveWeb({ feeds, pages, warmUps, hostile }: WebPlan): Promise<number> {
  const bodies = Array.from({ length: pages + warmUps }, (_, page) => Buffer.from(pageHtml(page)))
  const server = createServer((request, response) => {
    const [, kind = '', name = ''] = (request.url ?? '').split('/')
    const origin = `http://${request.headers.host}`
    const body = bodies[Number(name)]
    const trap = hostile ? traps[kind] : undefined
    if (trap !== undefined) return trap(response)
    if (kind === 'page' && body !== undefined)
      return void response.setHeader('content-type', 'text/html; charset=utf-8').end(body)
    if (kind !== 'feed' || (hostile && Number(name) % 10 === 9)) return void response.writeHead(404).end()
    const feedOf = (page: number) => (page < pages ? String(page % feeds) : 'warm')
    const own = bodies.keys().filter((page) => feedOf(page) === name)
    const links = [...own].map((page) => `${origin}/page/${page}`)
    if (hostile && name === '0') links.push(...Object.keys(traps).map((trap) => `${origin}/${trap}/1`))
    return void response.setHeader('content-type', 'application/rss+xml').end(feedXml(links))
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  return typeof address === 'object' && address !== null ? address.port : 0
}

/** One page of the web, some 110 kB of HTML with some 900 elements, as half of all news pages have. */
export function pageHtml(page: number): string {
  const chance = createChance(page + 1)
  const title = sentence(chance).slice(0, 70)
  const paragraphs = Array.from({ length: 24 }, () => `<p>${sentences(3, chance)}</p>`)
  const list = (length: number) =>
    Array.from(
      { length },
      (_, at) =>
        `<li class="item"><a href="/${at}">${pick('adjective', chance)} ${pick('noun', chance)}</a></li>`,
    ).join('')
  const comments = Array.from(
    { length: 25 },
    () =>
      `<div class="comment"><span class="name">${name(chance)}</span><p>${sentence(chance)}</p><a href="#">Reply</a></div>`,
  ).join('')
  const rules = Array.from({ length: 500 }, (_, at) => `.c${at}{margin:${at}px;color:#${100 + at}}`).join('')
  const script = `var data=${JSON.stringify(Array.from({ length: 900 }, (_, at) => `token-${at}-${page}`))};`
  const published = new Date(Date.now() - (page % 7) * 86_400_000).toISOString()
  return `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>${title}</title>
    <meta property="og:title" content="${title}"><meta property="article:published_time" content="${published}">
    <style>${rules}</style><script>${script}${script}</script></head><body>
    <header><nav><ul>${list(120)}</ul></nav></header>
    <main><article><h1>${title}</h1><p class="byline">By ${name(chance)}</p>${paragraphs.join('\n')}</article>
    <aside><h2>More</h2><ul>${list(60)}</ul></aside><section id="comments">${comments}</section></main>
    <footer><ul>${list(80)}</ul></footer></body></html>`
}

function feedXml(links: readonly string[]): string {
  const items = links.map((link) => `<item><title>News of ${link}</title><link>${link}</link></item>`)
  return `<rss version="2.0"><channel><title>News</title><link>http://127.0.0.1</link>${items.join('')}</channel></rss>`
}

function sentences(count: number, chance: Chance): string {
  return Array.from({ length: count }, () => sentence(chance)).join(' ')
}

function sentence(chance: Chance): string {
  const shape = shapes[Math.floor(chance() * shapes.length)] ?? ''
  return shape.replaceAll(/noun|verb|adjective|place|name|number/g, (slot) => {
    if (slot === 'name') return name(chance)
    if (slot === 'number') return String(2 + Math.floor(chance() * 97))
    return pick(slot as Kind, chance)
  })
}

function pick(kind: Kind, chance: Chance): string {
  const known = words[kind]
  return known[Math.floor(chance() * known.length)] ?? kind
}

/** A name that hardly any other page has, so that none is a copy. */
function name(chance: Chance): string {
  const syllable = () => 'ba ko mi ne ru sa te vo zi lu'.split(' ')[Math.floor(chance() * 10)] ?? 'ba'
  const first = syllable() + syllable() + syllable()
  return first.charAt(0).toUpperCase() + first.slice(1)
}

const html = { 'content-type': 'text/html; charset=utf-8' }

/** Pages that are made to hold up who reads them. */
const traps: Record<string, (response: ServerResponse) => void> = {
  endless(response) {
    response.writeHead(200, html)
    const timer = setInterval(() => response.write('<p>and on and on</p>'), 50)
    response.on('close', () => clearInterval(timer))
  },
  bomb(response) {
    response.writeHead(200, { ...html, 'content-encoding': 'br' }).end(bomb)
  },
  nested(response) {
    response.writeHead(200, html).end('<div>'.repeat(200_000))
  },
  attributes(response) {
    const many = Array.from({ length: 150_000 }, (_, at) => `a${at}="${at}"`).join(' ')
    response.writeHead(200, html).end(`<html><body ${many}><p>Text</p></body></html>`)
  },
  siblings(response) {
    response.writeHead(200, html).end(`<html><body>${'<i>x<b>y'.repeat(120_000)}</body></html>`)
  },
}
const bomb = brotliCompressSync(Buffer.alloc(200 * 1024 * 1024))
