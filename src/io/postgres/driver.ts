import { registerHooks } from 'node:module'
import { AppError } from '../../base/app-error.ts'

/** What is wrong in postgres.js 3.4.9, and what stands there instead. */
const mends = [
  // What was not sent yet went before the greeting of the next connection, so that the server did not answer either.
  [
    '    clearImmediate(nextWriteTimer)\n    socket.',
    '    clearImmediate(nextWriteTimer)\n    chunk = nextWriteTimer = null\n    socket.',
  ],
  // A statement that came between an error and the end of its connection was never answered, or with no rows by the
  // next one. A server that hung up without a word before its greeting was called again at once, for ever.
  [
    '    if (initial)\n      return reconnect()\n\n    !hadError && (query || sent.length) && error(',
    '    if (initial || query || sent.length) error(',
  ],
  // The first statement of the next connection failed with the last words of this one.
  [
    '    closedTime = performance.now()\n',
    '    query = errorResponse = null\n    closedTime = performance.now()\n',
  ],
  // The rows of a statement that failed half-way were counted to the next one, whose own came after as many holes.
  [
    '    query = results = errorResponse = null\n',
    '    query = results = errorResponse = null\n    rows = 0\n',
  ],
  // A value that cannot be sent failed the statement before it, and its own took the answer of the one behind it.
  [
    '    } catch (error) {\n      sent.length === 0 && write(Sync)\n',
    '    } catch (error) {\n      if (q !== query) return (sent.remove(q), queryError(q, error), true)\n' +
      '      sent.length === 0 && write(Sync)\n',
  ],
] as const

const entrance = import.meta.resolve('postgres')
const mended = new URL('connection.js', entrance).href
let isMended = false

const hooks = registerHooks({
  load(url, context, nextLoad) {
    const loaded = nextLoad(url, context)
    if (url !== mended) return loaded
    isMended = true
    return { ...loaded, source: mend(textOf(loaded.source)) }
  },
})

/** postgres.js, mended as it is loaded. */
export const { default: postgres } = await import('postgres').finally(() => hooks.deregister())
if (!isMended) throw otherDriver()

function textOf(source: string | ArrayBuffer | NodeJS.TypedArray | null | undefined): string {
  return typeof source === 'string' ? source : new TextDecoder().decode(source ?? undefined)
}

function mend(source: string): string {
  return mends.reduce((text, [wrong, right]) => {
    const parts = text.split(wrong)
    if (parts.length !== 2) throw otherDriver()
    return parts.join(right)
  }, source)
}

function otherDriver(): AppError {
  const sentence = `nightdesk needs the package postgres 3.4.9 as it was published, but ${entrance} could not be mended.`
  return new AppError('not-configured', sentence, {
    hint: 'Try: npm install --save-exact postgres@3.4.9, or npm ci in a checkout.',
  })
}
