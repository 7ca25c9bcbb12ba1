import { Document, HeadingLevel, Packer, Paragraph, TextRun } from 'docx'
import type { JsonResume } from '../contracts/json-resume.ts'
import { resumeBlocks, resumeTitle } from './resume-block.ts'
import type { ResumeBlock } from './resume-block.ts'

/** A JSON Resume document as a Word file (Office Open XML) with real headings and lists. */
export async function resumeDocx(resume: JsonResume): Promise<Uint8Array> {
  const title = resumeTitle(resume)
  const children = resumeBlocks(resume).map(paragraphOf)
  const document = new Document({ title, creator: title, sections: [{ children }] })
  return new Uint8Array(await Packer.toArrayBuffer(document))
}

function paragraphOf(block: ResumeBlock): Paragraph {
  const { kind, text } = block
  if (kind === 'pair') {
    const label = new TextRun({ text: block.label, bold: true })
    return new Paragraph({ children: text === '' ? [label] : [label, new TextRun(`: ${text}`)] })
  }
  if (kind === 'name') return new Paragraph({ text, heading: HeadingLevel.TITLE })
  if (kind === 'heading') return new Paragraph({ text, heading: HeadingLevel.HEADING_1 })
  if (kind === 'title') return new Paragraph({ text, heading: HeadingLevel.HEADING_2 })
  if (kind === 'bullet') return new Paragraph({ text, bullet: { level: 0 } })
  return new Paragraph({ children: [new TextRun({ text, italics: kind === 'keywords' })] })
}
