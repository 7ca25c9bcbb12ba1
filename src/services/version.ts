import { readFile } from 'node:fs/promises'
import * as v from 'valibot'

const manifest = v.object({ version: v.string() })

/** The version of this package. */
export async function version(): Promise<string> {
  const text = await readFile(new URL('../../package.json', import.meta.url), 'utf8')
  return v.parse(manifest, JSON.parse(text)).version
}
