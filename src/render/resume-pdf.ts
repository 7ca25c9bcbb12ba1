import { readFile } from 'node:fs/promises'
import pdfmake from 'pdfmake'
import fonts from 'pdfmake/fonts/Roboto.js'
import { AppError } from '../base/app-error.ts'
import type { JsonResume } from '../contracts/json-resume.ts'
import { fontCoverage } from './font-coverage.ts'
import { resumeBlocks, resumeTitle } from './resume-block.ts'
import type { ResumeBlock } from './resume-block.ts'

const fontName = 'Roboto'

/**
 * A JSON Resume document as a tagged PDF in A4, in a font that comes along. The same document gives the same bytes: its
 * date is the one that the document says. Throws wrong-use, with the letters, where the font cannot draw the text.
 */
export async function resumePdf(resume: JsonResume): Promise<Uint8Array> {
  const blocks = resumeBlocks(resume)
  await refuseUndrawable(blocks)
  const written = new Date(`${resume.meta?.lastModified ?? '2000-01-01T00:00:00'}Z`)
  pdfmake.setFonts(fonts)
  pdfmake.setUrlAccessPolicy(() => false)
  pdfmake.setLocalAccessPolicy((path) => Object.values(fonts[fontName] ?? {}).includes(path))
  const definition = {
    tagged: true,
    displayTitle: true,
    language: 'en',
    version: '1.7',
    pageSize: 'A4',
    pageMargins: [56, 48, 56, 48],
    info: {
      title: resumeTitle(resume),
      author: resumeTitle(resume),
      creator: 'nightdesk',
      producer: 'nightdesk',
      creationDate: Number.isNaN(written.getTime()) ? new Date(0) : written,
    },
    defaultStyle: { font: fontName, fontSize: 10.5, lineHeight: 1.25 },
    content: contentOf(blocks),
  }
  return new Uint8Array(await pdfmake.createPdf(definition).getBuffer())
}

/** How many pages a PDF of ours has. */
export function pdfPages(pdf: Uint8Array): number {
  return (
    Buffer.from(pdf)
      .toString('latin1')
      .match(/\/Type \/Page\b(?!s)/gu)?.length ?? 0
  )
}

function contentOf(blocks: readonly ResumeBlock[]): unknown[] {
  const content: unknown[] = []
  for (let index = 0; index < blocks.length; index += 1) {
    const block = blocks[index]
    if (block === undefined) continue
    if (block.kind !== 'bullet') {
      content.push(partOf(block))
      continue
    }
    const end = blocks.findIndex((other, at) => at > index && other.kind !== 'bullet')
    const list = blocks.slice(index, end === -1 ? undefined : end)
    content.push({ ul: list.map(({ text }) => text), margin: [0, 2, 0, 4] })
    index += list.length - 1
  }
  return content
}

function partOf(block: ResumeBlock): unknown {
  const { kind, text } = block
  if (kind === 'pair')
    return { text: [{ text: block.label, bold: true }, text === '' ? '' : `: ${text}`], margin: [0, 1] }
  if (kind === 'name') return { text, fontSize: 22, bold: true, margin: [0, 0, 0, 2] }
  if (kind === 'heading') return { text, fontSize: 14, bold: true, margin: [0, 12, 0, 2] }
  if (kind === 'title') return { text, fontSize: 11.5, bold: true, margin: [0, 6, 0, 0] }
  if (kind === 'keywords') return { text, italics: true, color: '#555555', margin: [0, 0, 0, 2] }
  return kind === 'text' ? { text, margin: [0, 2] } : { text, color: '#555555' }
}

async function refuseUndrawable(blocks: readonly ResumeBlock[]): Promise<void> {
  const covers = fontCoverage(await readFile(fonts[fontName]?.normal ?? ''))
  const letters = blocks.flatMap((block) =>
    Array.from(block.kind === 'pair' ? block.label + block.text : block.text),
  )
  const missing = [...new Set(letters)].filter((letter) => !covers(letter.codePointAt(0) ?? 0))
  if (missing.length === 0) return
  const shown = missing.slice(0, 12).join(' ')
  throw new AppError('wrong-use', `The PDF font cannot draw "${shown}". Nothing was written.`, {
    hint: 'Try: nightdesk resume render --format html -o resume.html',
  })
}
