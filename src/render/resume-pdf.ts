import { readFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import PDFDocument from 'pdfkit'
import { AppError } from '../base/app-error.ts'
import type { JsonResume } from '../contracts/json-resume.ts'
import { guessLanguage } from '../domain/language.ts'
import { fontCoverage } from './font-coverage.ts'
import { drawPage } from './pdf-page.ts'
import { resumeBlocks, resumeTitle } from './resume-block.ts'
import type { ResumeBlock } from './resume-block.ts'

const files = () => ({
  regular: import.meta.resolve('@expo-google-fonts/roboto/400Regular/Roboto_400Regular.ttf'),
  bold: import.meta.resolve('@expo-google-fonts/roboto/700Bold/Roboto_700Bold.ttf'),
  italic: import.meta.resolve('@expo-google-fonts/roboto/400Regular_Italic/Roboto_400Regular_Italic.ttf'),
})

/**
 * A JSON Resume document as a tagged PDF in A4: headings, paragraphs, lists and links are in its structure tree, and its
 * font comes along. The same document gives the same bytes: its date is the one that the document says. Throws
 * wrong-use, with the letters, where the font cannot draw the text.
 */
export async function resumePdf(resume: JsonResume): Promise<Uint8Array> {
  const blocks = resumeBlocks(resume)
  const fonts = await Promise.all(
    Object.entries(files()).map(async ([name, url]) => [name, await readFile(fileURLToPath(url))] as const),
  )
  refuseUndrawable(blocks, fonts[0]?.[1] ?? new Uint8Array())
  const document = new PDFDocument({
    ...optionsOf(resume, blocks),
    // pdfkit's own default is a font of the reader, which would not come along.
    font: null,
  })
  for (const [name, bytes] of fonts) document.registerFont(name, bytes)
  const written = collect(document)
  drawPage(document, blocks)
  document.end()
  return await written
}

/** How many pages a PDF of ours has. */
export function pdfPages(pdf: Uint8Array): number {
  return (
    Buffer.from(pdf)
      .toString('latin1')
      .match(/\/Type \/Page\b(?!s)/gu)?.length ?? 0
  )
}

function optionsOf(resume: JsonResume, blocks: readonly ResumeBlock[]): Record<string, unknown> {
  const written = new Date(`${resume.meta?.lastModified ?? '2000-01-01T00:00:00'}Z`)
  const title = resumeTitle(resume)
  return {
    tagged: true,
    displayTitle: true,
    lang: guessLanguage(blocks.map(({ text }) => text).join('\n')) ?? 'en',
    pdfVersion: '1.7',
    size: 'A4',
    margins: { top: 48, bottom: 48, left: 56, right: 56 },
    info: {
      Title: title,
      Author: title,
      Creator: 'nightdesk',
      Producer: 'nightdesk',
      CreationDate: Number.isNaN(written.getTime()) ? new Date(0) : written,
    },
  }
}

async function collect(document: PDFDocument): Promise<Uint8Array> {
  const chunks: Uint8Array[] = []
  await new Promise<void>((resolve, reject) => {
    document.on('data', (chunk) => chunks.push(chunk))
    document.on('end', resolve)
    document.on('error', reject)
  })
  return new Uint8Array(Buffer.concat(chunks))
}

function refuseUndrawable(blocks: readonly ResumeBlock[], font: Uint8Array): void {
  const covers = fontCoverage(font)
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
