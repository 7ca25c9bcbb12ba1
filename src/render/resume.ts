import type { JsonResume } from '../contracts/json-resume.ts'
import { html } from './html.ts'
import type { Html } from './html.ts'
import { escapeMarkdown } from './markdown.ts'
import { resumeBlocks, resumeTitle } from './resume-block.ts'
import type { ResumeBlock } from './resume-block.ts'

/** A JSON Resume document as Markdown (CommonMark). */
export function resumeMarkdown(resume: JsonResume): string {
  return joinBlocks(resumeBlocks(resume), markdownOf)
}

/** A JSON Resume document as plain text, a blank line between its parts. */
export function resumeText(resume: JsonResume): string {
  return `${joinBlocks(resumeBlocks(resume), textOf)}\n`
}

/** A JSON Resume document as a page that stands alone: no script, no address that is fetched. */
export function resumePage(resume: JsonResume): string {
  const blocks = resumeBlocks(resume)
  const page = html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>${resumeTitle(resume)}</title>
        <style>
          body {
            font:
              16px/1.5 system-ui,
              sans-serif;
            max-width: 46rem;
            margin: 2rem auto;
            padding: 0 1rem;
            color: #1a1a1a;
          }
          h1,
          h2,
          h3 {
            line-height: 1.2;
            margin: 1.4em 0 0.2em;
          }
          h2 {
            border-bottom: 1px solid #bbb;
          }
          .quiet {
            color: #555;
            margin: 0;
          }
          ul {
            margin: 0.4em 0;
            padding-left: 1.2em;
          }
        </style>
      </head>
      <body>
        <main>${pageParts(blocks)}</main>
      </body>
    </html> `
  return `${page.toString().trim()}\n`
}

/** Blocks with a blank line between them; the points of a list stand close. */
function joinBlocks(blocks: readonly ResumeBlock[], write: (block: ResumeBlock) => string): string {
  return blocks.reduce((text, block, index) => {
    const before = blocks[index - 1]
    if (before === undefined) return write(block)
    const isList = block.kind === before.kind && (block.kind === 'bullet' || block.kind === 'pair')
    return `${text}${isList ? '\n' : '\n\n'}${write(block)}`
  }, '')
}

function markdownOf(block: ResumeBlock): string {
  const text = escapeMarkdown(block.text)
  if (block.kind === 'pair') {
    const label = escapeMarkdown(block.label)
    return block.text === '' ? `- ${label}` : `- **${label}**: ${text}`
  }
  if (block.kind === 'keywords') return `*${text}*`
  const marks: Partial<Record<typeof block.kind, string>> = {
    name: '# ',
    heading: '## ',
    title: '### ',
    bullet: '- ',
  }
  return `${marks[block.kind] ?? ''}${text}`
}

function textOf(block: ResumeBlock): string {
  if (block.kind === 'pair') return block.text === '' ? block.label : `${block.label}: ${block.text}`
  if (block.kind === 'bullet') return `- ${block.text}`
  return block.kind === 'name' || block.kind === 'heading' ? block.text.toUpperCase() : block.text
}

function pageParts(blocks: readonly ResumeBlock[]): Html[] {
  const parts: Html[] = []
  for (let index = 0; index < blocks.length; index += 1) {
    const block = blocks[index]
    if (block === undefined) continue
    if (block.kind !== 'bullet' && block.kind !== 'pair') {
      parts.push(pagePart(block))
      continue
    }
    const end = blocks.findIndex((other, at) => at > index && other.kind !== block.kind)
    const list = blocks.slice(index, end === -1 ? undefined : end)
    parts.push(
      html`<ul>
        ${list.map((item) => html`<li>${pagePart(item)}</li>`)}
      </ul>`,
    )
    index += list.length - 1
  }
  return parts
}

function pagePart(block: ResumeBlock): Html {
  const { kind, text } = block
  if (kind === 'pair') return html`<strong>${block.label}</strong>${text === '' ? null : `: ${text}`}`
  if (kind === 'bullet') return html`${text}`
  if (kind === 'name') return html`<h1>${text}</h1>`
  if (kind === 'heading') return html`<h2>${text}</h2>`
  if (kind === 'title') return html`<h3>${text}</h3>`
  return kind === 'text' ? html`<p>${text}</p>` : html`<p class="quiet">${text}</p>`
}
