import { defineImportFormat } from '../../contracts/import.ts'
import type { ReadOptions } from '../../contracts/import.ts'
import { createCollector, readWhen } from './collector.ts'
import type { Collector } from './collector.ts'
import { plainOrg } from './plain-markup.ts'

const headline = /^(\*+)\s+(.*)$/u
const keyword = /^(TODO|NEXT|STARTED|WAITING|HOLD|SOMEDAY|PROJ|DONE|CANCELL?ED|KILL)\s+/u
const cookies = /\s*\[(?:\d*%|\d*\/\d*)\]/gu
const priority = /^\[#[A-Z0-9]\]\s+/u
const tagList = /\s+(:[\p{L}\p{N}_@#%:]+:)\s*$/u
/** `[2026-04-03 Fri 09:30]` or `<2026-04-03 Fri 09:30-10:00>` (https://orgmode.org/manual/Timestamps.html). */
const stamp = /[[<](\d{4}-\d{2}-\d{2})(?:\s+[^\]\d>+-][^\]\s>]*)?(?:\s+(\d{1,2}:\d{2}))?[^\]>]*[\]>]/u
const closed = new RegExp(`CLOSED:\\s*${stamp.source}`, 'u')
/** The newest clock stands first: `CLOCK: [2026-04-03 Fri 09:00]--[2026-04-03 Fri 09:30] =>  0:30`. */
const clockLine = new RegExp(`^\\s*CLOCK:\\s*${stamp.source}(?:.*=>\\s*(\\d+):(\\d{2}))?`, 'u')
/** What Org notes of a task that changed its state. */
const stateChange = /^\s*- State "[^"]+"\s+from\b/u
const dayAlone = /^(\d{4}-\d{2}-\d{2})(?:\s+\p{L}+\.?)?$/u
const planning = /^\s*(?:(?:CLOSED|SCHEDULED|DEADLINE):|CLOCK:|:[\w-]+:|#\+)/u

interface Node {
  line: number
  level: number
  state: string | undefined
  title: string
  tags: readonly string[]
  body: { line: number; text: string }[]
  /** When it happened, where headline, planning line or body says. */
  when: string | undefined
  /** The day of a datetree's headline. */
  day: string | undefined
  hasChildren: boolean
  /** True where it is planned for some day. */
  isPlanned: boolean
  /** When work on it was last clocked, and the minutes of all clocks. */
  clocked: string | undefined
  minutes: number
}

/** Org mode: finished headlines, headlines with a timestamp, and those below the day of a datetree. */
export const org = defineImportFormat({
  name: 'org',
  summary: 'an Org file: closed tasks, headlines with a timestamp, and datetrees',
  recognises: (text, fileName) =>
    /\.org$/iu.test(fileName) ||
    (/^\*+ \S/mu.test(text) &&
      (closed.test(text) || stamp.test(text) || /^\*+ \d{4}-\d{2}-\d{2}/mu.test(text))),
  read(text, options) {
    const collector = createCollector('org', options)
    const nodes = nodesOf(text)
    const above: Node[] = []
    for (const node of nodes) {
      while ((above.at(-1)?.level ?? 0) >= node.level) above.pop()
      addNode(node, above, collector, options)
      above.push(node)
    }
    return collector.reading()
  },
})

function nodesOf(text: string): Node[] {
  const nodes: Node[] = []
  let drawer = false
  const fileTags: string[] = []
  for (const [index, line] of text.split(/\r\n|\n|\r/u).entries()) {
    const found = headline.exec(line)
    const current = nodes.at(-1)
    if (found !== null) {
      const level = found[1]?.length ?? 1
      if (current !== undefined && level > current.level) current.hasChildren = true
      nodes.push(nodeOf(index + 1, level, found[2] ?? '', fileTags))
    } else if (current === undefined)
      fileTags.push(...(/^#\+FILETAGS:\s*(\S+)/iu.exec(line)?.[1]?.split(':').filter(Boolean) ?? []))
    else {
      drawer = /^\s*:(?!END:)[\w-]+:\s*$/iu.test(line) || (drawer && !/^\s*:END:\s*$/iu.test(line))
      readBody({ line: index + 1, text: line }, drawer, current)
    }
  }
  return nodes
}

function nodeOf(line: number, level: number, said: string, fileTags: readonly string[]): Node {
  const tags = tagList.exec(said)?.[1]?.split(':').filter(Boolean) ?? []
  const bare = said.replace(tagList, '')
  const state = keyword.exec(bare)?.[1]
  const title = bare.replace(keyword, '').replace(priority, '').replace(cookies, '')
  const found = stamp.exec(title)
  return {
    line,
    level,
    state,
    title: title.replace(stamp, '').replace(/\s+/gu, ' ').trim(),
    tags: [...fileTags, ...tags],
    body: [],
    when: found === null ? undefined : timeOf(found),
    day: dayAlone.exec(title.trim())?.[1],
    hasChildren: false,
    isPlanned: false,
    clocked: undefined,
    minutes: 0,
  }
}

function readBody({ line: number, text: line }: Node['body'][number], drawer: boolean, node: Node): void {
  const done = closed.exec(line)
  const clock = clockLine.exec(line)
  if (clock !== null) {
    node.clocked ??= timeOf(clock)
    node.minutes += Number(clock[3] ?? 0) * 60 + Number(clock[4] ?? 0)
  } else if (done !== null) node.when = timeOf(done)
  else if (stateChange.test(line)) node.when ??= doneAt(line)
  else if (drawer || planning.test(line)) node.isPlanned ||= /^\s*(?:SCHEDULED|DEADLINE):/u.test(line)
  else {
    const found = stamp.exec(line)
    // A timestamp alone at the top of the text is the headline's own.
    if (found !== null && node.when === undefined && line.replace(stamp, '').trim() === '')
      node.when = timeOf(found)
    else node.body.push({ line: number, text: line.trim() })
  }
}

function addNode(node: Node, above: readonly Node[], collector: Collector, options: ReadOptions): void {
  if (node.day !== undefined) return addLines(node, collector, options)
  if (/^CANCELL?ED|^KILL/u.test(node.state ?? '')) return collector.skip('cancelled')
  if (node.state !== undefined && node.state !== 'DONE') return collector.skip('not done yet')
  const when = node.when ?? above.findLast(({ day }) => day !== undefined)?.day ?? node.clocked
  if (when === undefined) {
    if (node.state !== 'DONE' && node.isPlanned) collector.skip('not done yet')
    else if (node.state === 'DONE' || !node.hasChildren)
      collector.reject(node.line, 'nothing says when it was')
    return
  }
  const said = readWhen(when, options)
  if ('why' in said) return collector.reject(node.line, said.why)
  const body = node.body
    .map(({ text }) => text)
    .join('\n')
    .trim()
  collector.add({
    line: node.line,
    at: said.at,
    text: plainOrg(body === '' ? node.title : `${node.title}\n${body}`),
    tags: [...above.flatMap(({ tags }) => tags), ...node.tags],
    minutes: node.minutes === 0 ? undefined : node.minutes,
  })
}

/** The bullets and paragraphs that stand right below the day of a datetree. */
function addLines(node: Node, collector: Collector, options: ReadOptions): void {
  const said = readWhen(node.day ?? '', options)
  if ('why' in said) return collector.reject(node.line, said.why)
  for (const { line, text: written } of node.body) {
    const [lead = '', box] = /^(?:[-+]|\d+[.)])\s+(?:\[([ xX-])\]\s+)?/u.exec(written) ?? []
    const text = written.slice(lead.length)
    if (box !== undefined && !/x/iu.test(box)) collector.skip('not done yet')
    else if (text !== '') collector.add({ line, at: said.at, text: plainOrg(text), tags: node.tags })
  }
}

function doneAt(line: string): string | undefined {
  const found = /^\s*- State "DONE"/u.test(line) ? stamp.exec(line) : null
  return found === null ? undefined : timeOf(found)
}

function timeOf([, date = '', time]: RegExpExecArray): string {
  return time === undefined ? date : `${date} ${time}`
}
