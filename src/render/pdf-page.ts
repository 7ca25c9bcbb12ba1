import type PDFDocument from 'pdfkit'
import type { StructureElement } from 'pdfkit'
import type { ResumeBlock } from './resume-block.ts'

type Kind = ResumeBlock['kind']

interface Look {
  /** Its type in the structure tree (ISO 32000-1, 14.8.4). */
  tag: 'H1' | 'H2' | 'H3' | 'P' | 'LI'
  font: 'regular' | 'bold' | 'italic'
  size: number
  colour: string
  /** Points above and below. */
  above: number
  below: number
}

const black = '#000000'
const grey = '#555555'
const looks: Record<Kind, Look> = {
  name: { tag: 'H1', font: 'bold', size: 22, colour: black, above: 0, below: 2 },
  heading: { tag: 'H2', font: 'bold', size: 14, colour: black, above: 12, below: 2 },
  title: { tag: 'H3', font: 'bold', size: 11.5, colour: black, above: 6, below: 0 },
  dates: { tag: 'P', font: 'regular', size: 10.5, colour: grey, above: 0, below: 0 },
  contact: { tag: 'P', font: 'regular', size: 10.5, colour: grey, above: 0, below: 0 },
  text: { tag: 'P', font: 'regular', size: 10.5, colour: black, above: 2, below: 2 },
  bullet: { tag: 'LI', font: 'regular', size: 10.5, colour: black, above: 1, below: 1 },
  keywords: { tag: 'P', font: 'italic', size: 10.5, colour: grey, above: 0, below: 2 },
  pair: { tag: 'P', font: 'regular', size: 10.5, colour: black, above: 1, below: 1 },
}
/** What must not be the last thing on a page. */
const leads = new Set<Kind>(['heading', 'title', 'dates'])
const indent = 12
/** Between the parts of the contact line. */
const separator = ' · '

/** Draws blocks one below the other, on as many pages as they need, and tags each of them. */
export function drawPage(document: PDFDocument, blocks: readonly ResumeBlock[]): void {
  const whole = document.struct('Document')
  document.addStructure(whole)
  let list: StructureElement | undefined
  for (const unit of unitsOf(blocks)) {
    if (needsPage(document, unit)) document.addPage()
    for (const block of unit) {
      if (block.kind !== 'bullet') list = undefined
      else if (list === undefined) {
        list = document.struct('L')
        whole.add(list)
      }
      drawBlock(document, block, list ?? whole)
    }
  }
  whole.end()
}

/** Blocks that are not parted: a heading and what it leads to, the last line of a job and its keywords. */
function unitsOf(blocks: readonly ResumeBlock[]): ResumeBlock[][] {
  const units: ResumeBlock[][] = []
  let isOpen = false
  for (const [index, block] of blocks.entries()) {
    const unit: ResumeBlock[] | undefined = isOpen ? units.at(-1) : undefined
    if (unit === undefined) units.push([block])
    else unit.push(block)
    const next = blocks[index + 1]?.kind
    const isLedIn: boolean = unit?.some(({ kind }) => leads.has(kind)) === true && block.kind === 'text'
    isOpen = leads.has(block.kind) || next === 'keywords' || (isLedIn && next === 'bullet')
  }
  return units
}

function needsPage(document: PDFDocument, unit: readonly ResumeBlock[]): boolean {
  const { top, bottom } = document.page.margins
  const left = document.page.height - bottom - document.y
  const height = unit.reduce((sum, block) => sum + heightOf(document, block), 0)
  // What no page holds is broken where the page ends.
  return height > left && height < document.page.height - top - bottom
}

function heightOf(document: PDFDocument, block: ResumeBlock): number {
  const look = looks[block.kind]
  const text = block.kind === 'pair' ? `${block.label}: ${block.text}` : block.text
  dress(document, look)
  return look.above + document.heightOfString(text, setting(document, block.kind)) + look.below
}

function drawBlock(document: PDFDocument, block: ResumeBlock, parent: StructureElement): void {
  const look = looks[block.kind]
  document.x = document.page.margins.left
  document.y += isFirst(document) ? 0 : look.above
  dress(document, look)
  if (block.kind === 'bullet') drawBullet(document, block.text, parent)
  else if (block.kind === 'pair') drawPair(document, block, parent)
  else if (block.kind === 'contact') drawParts(document, block.text.split(/(?<= · )/u), parent)
  else if (block.kind === 'text') drawParts(document, [block.text], parent)
  else parent.add(document.struct(look.tag, () => document.text(block.text, setting(document, block.kind))))
  document.y += look.below
}

function drawBullet(document: PDFDocument, text: string, list: StructureElement): void {
  const { x, y } = document
  const item = document.struct('LI')
  list.add(item)
  item.add(document.struct('Lbl', () => document.text('•', x + 2, y, { lineBreak: false })))
  item.add(document.struct('LBody', () => document.text(text, x + indent, y, setting(document, 'bullet'))))
  item.end()
}

function drawPair(
  document: PDFDocument,
  { label, text }: Extract<ResumeBlock, { kind: 'pair' }>,
  parent: StructureElement,
): void {
  const options = setting(document, 'pair')
  const paragraph = document.struct('P', () => {
    document.font('bold').text(label, { ...options, continued: text !== '' })
    if (text !== '') document.font('regular').text(`: ${text}`, options)
  })
  parent.add(paragraph)
}

/** Parts of one paragraph; those that are addresses are links, and one that fits a line is not broken. */
function drawParts(document: PDFDocument, parts: readonly string[], parent: StructureElement): void {
  const paragraph = document.struct('P')
  parent.add(paragraph)
  for (const line of linesOf(document, parts))
    for (const [index, part] of line.entries())
      drawPart(document, part, { paragraph, continued: index < line.length - 1 })
  paragraph.end()
}

function linesOf(document: PDFDocument, parts: readonly string[]): string[][] {
  const { width } = setting(document, 'text')
  const lines: string[][] = []
  for (const part of parts) {
    const line = lines.at(-1)
    if (line === undefined || document.widthOfString([...line, part].join('').trimEnd()) > width)
      lines.push([part])
    else line.push(part)
  }
  return lines
}

function drawPart(
  document: PDFDocument,
  part: string,
  { paragraph, continued }: { paragraph: StructureElement; continued: boolean },
): void {
  const options = setting(document, 'text')
  const end = part.endsWith(separator) ? separator : ''
  const text = part.slice(0, part.length - end.length)
  const link = addressOf(text)
  if (link === undefined) {
    paragraph.add(() => document.text(part, { ...options, continued, link: null }))
    return
  }
  const isMore = continued || end !== ''
  paragraph.add(document.struct('Link', () => document.text(text, { ...options, continued: isMore, link })))
  if (end !== '') paragraph.add(() => document.text(end, { ...options, continued, link: null }))
}

function addressOf(text: string): string | undefined {
  if (/^https?:\/\/\S+$/u.test(text)) return text
  return /^[^\s@]+@[^\s@]+\.[^\s@]+$/u.test(text) ? `mailto:${text}` : undefined
}

function dress(document: PDFDocument, { font, size, colour }: Look): void {
  document.font(font).fontSize(size).fillColor(colour)
}

function setting(document: PDFDocument, kind: Kind): { width: number; lineGap: number } {
  const { left } = document.page.margins
  const width = document.page.width - 2 * left - (kind === 'bullet' ? indent : 0)
  return { width, lineGap: looks[kind].size * 0.25 }
}

function isFirst(document: PDFDocument): boolean {
  return document.y <= document.page.margins.top
}
