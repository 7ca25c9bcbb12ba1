/** One property of iCalendar: `DTSTART;TZID=Europe/Berlin:20260403T090000`. */
export interface Property {
  name: string
  params: Readonly<Record<string, string>>
  value: string
  line: number
}

/** `BEGIN:VEVENT` to `END:VEVENT`, and what lies in it. */
export interface Component {
  name: string
  line: number
  properties: Property[]
  components: Component[]
}

const property = /^([\w-]+)((?:;[\w-]+=(?:"[^"]*"|[^";:,]*)(?:,(?:"[^"]*"|[^";:,]*))*)*):(.*)$/su
const parameter = /;([\w-]+)=("[^"]*"|[^;]*)/gu

/** The components of a calendar as a tree (RFC 5545, section 3.4 and 3.6). `bad` hears of lines that are none. */
export function readComponents(text: string, bad: (line: number, why: string) => void): Component {
  const root: Component = { name: '', line: 1, properties: [], components: [] }
  const open = [root]
  for (const { line, text: content } of unfold(text)) {
    const [, name = '', params = '', value = ''] = property.exec(content) ?? []
    const current = open.at(-1) ?? root
    const key = name.toUpperCase()
    if (key === '') bad(line, 'it is no line of a calendar')
    else if (key === 'BEGIN') {
      const component = { name: value.trim().toUpperCase(), line, properties: [], components: [] }
      current.components.push(component)
      open.push(component)
    } else if (key === 'END') {
      if (open.length > 1) open.pop()
    } else current.properties.push({ name: key, params: paramsOf(params), value, line })
  }
  if (open.length > 1) bad(open.at(-1)?.line ?? 1, 'it does not end: the file is cut off')
  return root
}

/** A text value with its escapes undone (section 3.3.11). */
export function plainText(value: string): string {
  return value.replace(/\\([nN,;\\])/gu, (_all, sign: string) => (sign.toLowerCase() === 'n' ? '\n' : sign))
}

/** Lines that begin with a space or a tab go on with the one before (section 3.1). */
function unfold(text: string): { line: number; text: string }[] {
  const lines: { line: number; text: string }[] = []
  for (const [index, line] of text
    .replace(/^\ufeff/u, '')
    .split(/\r\n|\n|\r/u)
    .entries()) {
    const last = lines.at(-1)
    if (/^[ \t]/u.test(line) && last !== undefined) last.text += line.slice(1)
    else if (line !== '') lines.push({ line: index + 1, text: line })
  }
  return lines
}

function paramsOf(text: string): Record<string, string> {
  const pairs = [...text.matchAll(parameter)].map(
    ([, name = '', value = '']) => [name.toUpperCase(), value.replace(/^"|"$/gu, '')] as const,
  )
  return Object.fromEntries(pairs)
}
