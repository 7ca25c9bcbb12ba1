import { reportsAmong } from '../store/reports.ts'
import { withheldEntries } from '../store/withheld-entries.ts'
import type { App } from './app.ts'

const rowId = /[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/gu

/**
 * Those of the rows that may be given out: that name no entry which is private now, or was when it was deleted for good,
 * and no résumé that tells one, or told one that was deleted.
 */
export async function openRows<Row>(app: App, rows: readonly Row[]): Promise<Row[]> {
  const named = rows.map(idsIn)
  const reports = await reportsAmong(app.sql, app.org, [...new Set(named.flat())])
  const ids = new Set([...named.flat(), ...reports.flatMap(({ content }) => idsIn(content))])
  const closed = new Set(ids.size === 0 ? [] : await withheldEntries(app.sql, app.org, [...ids]))
  for (const { id, content } of reports)
    if (idsIn(content).some((entry) => closed.has(entry)) || /"erased":[1-9]/u.test(JSON.stringify(content)))
      closed.add(id)
  return rows.filter((_, index) => !named[index]?.some((id) => closed.has(id)))
}

function idsIn(value: unknown): string[] {
  return JSON.stringify(value).match(rowId) ?? []
}
