import { sha256 } from '../base/hash.ts'
import { cleanText } from '../base/text.ts'
import type { DocumentMemory, KeptDocument } from '../contracts/document.ts'
import type { Sql } from '../contracts/sql.ts'

/**
 * The documents of the web that any daemon has read. They are nobody's data: these statements name no org. Writing one
 * forgets those that were read more than two days ago.
 */
export function sharedDocuments(sql: Sql): DocumentMemory {
  return {
    async recall(url) {
      const [row] = await sql<KeptDocument[]>`
        select final_url as "finalUrl", content_type as "contentType", etag, last_modified as "lastModified", body,
          fresh_until as "freshUntil"
        from documents
        where url_hash = ${sha256(url)}`
      return row
    },
    async remember(url, document, readAt) {
      const { finalUrl, contentType, etag, lastModified, body, freshUntil } = document
      const plain = (text: string | null) => (text === null ? null : cleanText(text))
      await sql`
        with forgotten as (
          delete from documents
          where read_at < ${readAt}::timestamptz - interval '2 days'
            and url_hash <> ${sha256(url)}
        )
        insert into documents (url_hash, url, final_url, content_type, etag, last_modified, body, read_at, fresh_until)
        values (${sha256(url)}, ${url}, ${finalUrl}, ${cleanText(contentType)}, ${plain(etag)}, ${plain(lastModified)},
          ${Buffer.from(body)}, ${readAt}, ${freshUntil})
        on conflict (url_hash) do update
        set final_url = excluded.final_url,
            content_type = excluded.content_type,
            etag = excluded.etag,
            last_modified = excluded.last_modified,
            body = excluded.body,
            read_at = excluded.read_at,
            fresh_until = excluded.fresh_until`
    },
    async refresh(url, freshUntil) {
      await sql`
        update documents
        set fresh_until = ${freshUntil}
        where url_hash = ${sha256(url)}`
    },
  }
}
