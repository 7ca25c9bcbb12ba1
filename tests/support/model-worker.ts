// Works off one job of five calls to a model, in a process of its own that a test may kill. Says on stdout before and
// after each call where it is.
import { writeSync } from 'node:fs'
import { openSql, parseAddress } from '../../src/io/postgres/index.ts'
import { workOff } from './five-calls.ts'

const [url = '', org = '', jobId = '', baseUrl = ''] = process.argv.slice(2)
const sql = openSql(parseAddress(url), { applicationName: `model worker ${jobId}`, max: 3 })
await workOff({ sql, url, org, jobId, baseUrl, say: (words) => void writeSync(1, `${words}\n`) })
await sql.end({ timeout: 1 })
