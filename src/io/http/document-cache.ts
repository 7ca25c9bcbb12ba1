import type { Clock } from '../../base/clock.ts'
import type { DocumentMemory, KeptDocument } from '../../contracts/document.ts'
import type { Fetched, Fetcher, FetchRequest } from '../../contracts/fetcher.ts'

const shortestMs = 5 * 60_000
const longestMs = 3600_000
const largestBytes = 2 * 1024 * 1024

/**
 * Lets requests that are marked as `shared` be answered from memory: a document is asked for again after what its server
 * allows (RFC 9111, `max-age`), at least five minutes and at most an hour, and then only if it has changed. An answer that
 * the asker has already is `notModified`, wherever it comes from. `no-store` is obeyed.
 */
export function withDocuments(fetch: Fetcher, memory: DocumentMemory, clock: Clock): Fetcher {
  return async (request) => {
    if (request.shared !== true) return await fetch(request)
    const kept = await memory.recall(request.url)
    if (kept !== undefined && kept.freshUntil > clock()) return fromMemory(kept, request)
    const conditions =
      kept === undefined ? {} : { etag: kept.etag ?? null, lastModified: kept.lastModified ?? null }
    const fetched = await fetch({ ...request, ...conditions })
    if (kept !== undefined && fetched.notModified) {
      await memory.refresh(request.url, freshUntil(fetched, clock()))
      return fromMemory(kept, request)
    }
    if (isKept(fetched)) {
      const { finalUrl, contentType, body, etag, lastModified } = fetched
      const until = freshUntil(fetched, clock())
      await memory.remember(
        request.url,
        { finalUrl, contentType, body, etag, lastModified, freshUntil: until },
        clock(),
      )
    }
    return fetched
  }
}

function fromMemory({ freshUntil: _until, ...kept }: KeptDocument, request: FetchRequest): Fetched {
  const isKnown =
    (request.etag != null && request.etag === kept.etag) ||
    (request.etag == null && request.lastModified != null && request.lastModified === kept.lastModified)
  const answer = { ...kept, retryAfterSeconds: null, cacheControl: null }
  if (isKnown) return { ...answer, status: 304, notModified: true, body: new Uint8Array() }
  return { ...answer, status: 200, notModified: false }
}

function isKept({ status, body, cacheControl }: Fetched): boolean {
  return status === 200 && body.byteLength <= largestBytes && !/\bno-store\b/i.test(cacheControl ?? '')
}

function freshUntil({ cacheControl }: Fetched, now: Date): Date {
  const seconds = Number(/\bmax-age\s*=\s*"?(\d{1,9})/i.exec(cacheControl ?? '')?.[1] ?? 0)
  return new Date(now.getTime() + Math.min(Math.max(seconds * 1000, shortestMs), longestMs))
}
