import { fileURLToPath, pathToFileURL } from 'node:url'
import { codeOf, messageOf } from '../base/app-error.ts'
import { JobError } from '../contracts/job.ts'
import { ParseError } from '../contracts/parser.ts'
import { type OfferedPage, type SourceReader, defineSource } from '../contracts/source.ts'
import { type SavedFile, savedFiles } from '../io/saved-files.ts'

export const file = defineSource({
  kind: 'file',
  summary: 'A folder of saved pages (.html, .htm, .xhtml, .txt), as file:///folder',
  addresses: (source) => [source.url],
  async read(address, reader) {
    const pages: OfferedPage[] = []
    const folder = fileURLToPath(address)
    try {
      for await (const saved of savedFiles(folder, reader.warn)) {
        const page = await toPage(saved, reader)
        if (page !== undefined) pages.push(page)
      }
    } catch (error) {
      throw refusal(error, folder)
    }
    return pages
  },
})

/** A page that is read already: whoever judges it does not fetch it again. */
async function toPage(saved: SavedFile, reader: SourceReader): Promise<OfferedPage | undefined> {
  const { path, name, contentType, body } = saved
  const place = pathToFileURL(path).href
  const url = savedFrom(body) ?? place
  try {
    const page = await reader.parse('page', { url, contentType, body })
    const { title, publishedAt, canonicalUrl } = page
    const address = url.startsWith('file:') ? (canonicalUrl ?? url) : url
    return { url: address, title: title || name, summary: null, publishedAt, saved: { place, page } }
  } catch (error) {
    if (!(error instanceof ParseError)) throw error
    reader.warn(`${name} could not be parsed: ${messageOf(error)}`)
    return undefined
  }
}

const searched = 4096

/**
 * Where a browser saved the page from: `saved from url=(0023)https://example.org/` by Chrome, Edge and Internet
 * Explorer, `url: https://example.org/` by SingleFile. Their comment stands before everything of the page's own.
 */
function savedFrom(body: Uint8Array): string | undefined {
  const head = Buffer.from(body.subarray(0, searched))
    .toString('utf8')
    .replace(/^\ufeff/, '')
  const comment = /^\s*(?:<!doctype[^>]*>\s*)?(?:<html[^>]*>\s*)?<!--([^]*?)-->/i.exec(head)?.[1] ?? ''
  const address =
    /saved from url=\(\d+\)(\S+)/i.exec(comment)?.[1] ??
    (/SingleFile/.test(comment) ? /^\s*url:\s*(\S+)/im.exec(comment)?.[1] : undefined)
  const url = address === undefined ? null : URL.parse(address)
  if (url === null || !/^https?:$/.test(url.protocol)) return undefined
  return url.href
}

function refusal(error: unknown, folder: string): unknown {
  const code = codeOf(error)
  if (code === 'ENOENT') return new JobError('bad-input', `There is no folder "${folder}" on this machine.`)
  if (code === 'ENOTDIR') return new JobError('bad-input', `"${folder}" is not a folder.`)
  if (code === 'EACCES' || code === 'EPERM')
    return new JobError('bad-input', `"${folder}" may not be read by this user.`, { cause: error })
  return error
}
