import { sha256 } from '../base/hash.ts'
import { newId } from '../base/id.ts'
import { toJson } from '../base/json.ts'
import { resultName, type ResultReference } from '../contracts/artifact.ts'
import type { Fragment, Sql } from '../contracts/sql.ts'
import type { Outcome } from './ledger.ts'

/**
 * Ends an attempt whose result becomes an artifact of its job; the row keeps a reference to it. One statement: a fenced
 * attempt, or one that dies before, leaves nothing behind. False where the attempt was fenced.
 */
export async function finishLarge(sql: Sql, worker: string, outcome: Outcome): Promise<boolean> {
  const content = Buffer.from(JSON.stringify(outcome.result))
  const result: ResultReference = { artifact: newId(), bytes: content.length, sha256: sha256(content) }
  const spec = toJson([{ spends: false, data: {}, ...outcome, result }])
  const finished = await sql`
    with finished as materialized (
      select finish_jobs as id
      from finish_jobs(${worker}, ${sql.json(spec)})
    ), kept as (
      insert into artifacts (id, org_id, job_id, name, media_type, bytes, sha256, content)
      select ${result.artifact}, org_id, id, ${resultName}, 'application/json', ${result.bytes}, ${result.sha256}, ${content}
      from jobs
      where id = (select id from finished)
    )
    select id
    from finished`
  return finished.length > 0
}

/** The whole result of the job of a row, wherever it is kept. `job` is the alias of the table. */
export function wholeResult(sql: Sql): Fragment {
  return sql`coalesce((
    select convert_from(content, 'UTF8')::jsonb
    from artifacts
    where artifacts.job_id = job.id
      and artifacts.name = ${resultName}
  ), job.result)`
}
