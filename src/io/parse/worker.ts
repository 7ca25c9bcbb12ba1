import { parentPort } from 'node:worker_threads'
import { messageOf } from '../../base/app-error.ts'
import type { ParseInput, ParseKind } from '../../contracts/parser.ts'
import { parseDocument } from './document.ts'
import { WrongKind } from './wrong-kind.ts'

/** The thread that foreign bytes are parsed in: one document at a time, each answered with a result or a sentence. */
parentPort?.on('message', ({ kind, input }: { kind: ParseKind; input: ParseInput }) => {
  try {
    parentPort?.postMessage({ result: parseDocument(kind, input) })
  } catch (error) {
    parentPort?.postMessage({ failure: messageOf(error), wrongKind: error instanceof WrongKind })
  }
})

parentPort?.postMessage('ready')
