import { withheldEntries } from '../store/withheld-entries.ts'
import type { App } from './app.ts'

const entryId = /[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/gu

/** Those of the rows that name no entry which is private now, or was when it was deleted for good. */
export async function openRows<Row>(app: App, rows: readonly Row[]): Promise<Row[]> {
  const named = rows.map((row) => JSON.stringify(row).match(entryId) ?? [])
  const ids = [...new Set(named.flat())]
  const withheld = new Set(ids.length === 0 ? [] : await withheldEntries(app.sql, app.org, ids))
  return rows.filter((_, index) => !named[index]?.some((id) => withheld.has(id)))
}
