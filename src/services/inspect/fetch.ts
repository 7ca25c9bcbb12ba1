import * as v from 'valibot'
import { messageOf } from '../../base/app-error.ts'
import { FetchError } from '../../contracts/fetcher.ts'
import { defineOperation } from './operation.ts'

const limit = (most: number) => v.nullish(v.pipe(v.number(), v.minValue(1), v.maxValue(most)))
const request = v.object({
  url: v.string(),
  allow: v.nullish(v.array(v.string()), []),
  maxBytes: limit(256 * 1024 * 1024),
  timeoutMs: limit(600_000),
  headers: v.nullish(v.record(v.string(), v.string()), {}),
  etag: v.nullish(v.string()),
  lastModified: v.nullish(v.string()),
  ignoreRobots: v.nullish(v.boolean(), false),
})

/** One address read as the desk reads; what the server answers is no failure, but `ok` only for a document or "not modified". */
export const fetch = defineOperation(request, async (asked, tools) => {
  const { url, allow, maxBytes, timeoutMs, headers, etag, lastModified, ignoreRobots } = asked
  try {
    const found = await tools.fetcher(allow)({
      url,
      ...(maxBytes == null ? {} : { maxBytes }),
      ...(timeoutMs == null ? {} : { timeoutMs }),
      headers,
      etag: etag ?? null,
      lastModified: lastModified ?? null,
      ignoreRobots: ignoreRobots,
    })
    const { decodeText } = await import('../../io/parse/index.ts')
    return {
      ok: (found.status >= 200 && found.status < 300) || found.notModified,
      status: found.status,
      finalUrl: found.finalUrl,
      bytes: found.body.byteLength,
      text: decodeText(found.body, found.contentType),
      notModified: found.notModified ? true : undefined,
      retryAfterSec: found.retryAfterSeconds ?? undefined,
    }
  } catch (error) {
    if (!(error instanceof FetchError)) throw error
    const truncated = error.truncated ? true : undefined
    return { ok: false, truncated, error: { code: error.failure, message: messageOf(error) } }
  }
})
