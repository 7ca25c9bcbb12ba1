import { parentPort } from 'node:worker_threads'
import { messageOf } from '../../base/app-error.ts'
import type { ParseInput, ParseKind, ParseResults } from '../../contracts/parser.ts'
import { parseDocument } from './document.ts'
import { WrongKind } from './wrong-kind.ts'

/** The thread that foreign bytes are parsed in: one document after the other, each answered with a result or a sentence. */
let last = Promise.resolve()
parentPort?.on('message', (question: { kind: ParseKind; input: ParseInput }) => {
  last = last.then(async () => await answer(question))
})

async function answer({ kind, input }: { kind: ParseKind; input: ParseInput }): Promise<void> {
  try {
    parentPort?.postMessage({ result: await resultOf(kind, input) })
  } catch (error) {
    parentPort?.postMessage({ failure: messageOf(error), wrongKind: error instanceof WrongKind })
  }
}

/** The packages for papers are large; pages and feeds do without. */
async function resultOf(kind: ParseKind, input: ParseInput): Promise<ParseResults[ParseKind]> {
  if (kind === 'pdf') return await (await import('./pdf.ts')).readPdf(input.body)
  if (kind === 'docx') return (await import('./docx.ts')).readDocx(input.body)
  return parseDocument(kind, input)
}

parentPort?.postMessage('ready')
