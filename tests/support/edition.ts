import { newId } from '../../src/base/id.ts'
import { sha256 } from '../../src/base/hash.ts'
import type { Sql } from '../../src/contracts/sql.ts'
import { openDigest } from '../../src/store/digests.ts'

export interface Scene {
  sql: Sql
  org: string
}

/** A job row of any type, for what hangs on one. */
export async function addJob({ sql, org }: Scene, type = 'digest.run'): Promise<string> {
  const id = newId()
  await sql`
    insert into jobs (id, org_id, type, status, trigger, payload, scheduled_for, trace_id)
    values (${id}, ${org}, ${type}, 'queued', 'cli', '{}', now(), ${id})`
  return id
}

/** A brand as its file gives it. */
export const brandContent = {
  id: 'debonairs',
  display_name: 'Debonairs Pizza',
  tone: { persona: 'Playful and community-driven.' },
  keywords: { core: ['pizza', 'sharing', 'flavour'], products: ['Real Deal'] },
  colours: { primary: '#c8102e', secondary: '#ffb81c' },
  sources: [{ kind: 'feed', url: 'https://news.example/feed' }],
  recipients: ['thandi@example.com'],
}

/** A brand row without sources. */
export async function addBrandRow({ sql, org }: Scene, slug = 'debonairs'): Promise<string> {
  const id = newId()
  await sql`
    insert into brands (id, org_id, slug, name, yaml, hash, content)
    values (${id}, ${org}, ${slug}, 'Debonairs Pizza', '', ${sha256('')}, ${sql.json({ ...brandContent, id: slug })})`
  return id
}

/** An edition of a brand, with the job that makes it. */
export async function addEdition(
  scene: Scene,
  brandId: string,
): Promise<{ digestId: string; jobId: string }> {
  const jobId = await addJob(scene)
  return { jobId, digestId: await openDigest(scene.sql, scene.org, { id: newId(), brandId, jobId }) }
}

/** A page that a source offers. */
export function offer(url: string) {
  return {
    id: newId(),
    url,
    urlHash: sha256(url),
    source: 'A feed',
    title: `Title of ${url}`,
    summary: null,
    publishedAt: new Date('2026-03-01T00:00:00Z'),
  }
}
