import assert from 'node:assert/strict'
import { test, type TestContext } from 'node:test'
import { sha256 } from '../src/base/hash.ts'
import { newId } from '../src/base/id.ts'
import type { PageToJudge } from '../src/agents/page-judge.ts'
import type { Vote } from '../src/contracts/digest.ts'
import { explainItem, replayDigests } from '../src/services/digest-ranking.ts'
import { showDigest } from '../src/services/digest.ts'
import { findBrand } from '../src/store/brands.ts'
import { recordFound } from '../src/store/digest-items.ts'
import { saveEvaluation } from '../src/store/evaluations.ts'
import { castVote } from '../src/store/feedback.ts'
import { savePage } from '../src/store/pages.ts'
import { choosePages } from '../src/workflows/digest-choice.ts'
import { evaluatePage } from '../src/workflows/digest-judgement.ts'
import { exampleVotes } from '../src/workflows/digest-votes.ts'
import { testApp } from './support/app.ts'
import { addBrandRow, addEdition, offer } from './support/edition.ts'
import { fakeContext } from './support/workflow-context.ts'

const now = new Date('2026-11-20T16:00:00Z')

/** A desk with a brand, and ways to judge pages for an edition, to choose and to vote. */
async function openScene(t: TestContext) {
  const app = await testApp(t, { clock: () => new Date() })
  const { sql, org, userId } = app
  const brandId = await addBrandRow({ sql, org })
  const brand = await findBrand(sql, org, 'debonairs')
  assert.ok(brand !== undefined)
  const context = fakeContext({ sql, org, userId, now })
  let made = 0
  const judgePage = async (digestId: string, jobId: string, title: string, relevance: number) => {
    made += 1
    const url = `https://site${made}.example/${made}`
    const item = offer(url)
    const text = `${title}. ${title} was seen again, with number ${made} and sign ${made * 7}.`
    await recordFound(sql, org, digestId, [item])
    const page = await savePage(sql, org, {
      id: newId(),
      url,
      urlHash: item.urlHash,
      title,
      text,
      textHash: sha256(text),
      author: null,
      language: 'en',
      site: `site${made}.example`,
      publishedAt: now,
      readAt: now,
      etag: null,
      lastModified: null,
    })
    await saveEvaluation(sql, org, {
      brandId,
      jobId,
      item: { id: item.id, title, publishedAt: now },
      id: newId(),
      pageId: page.id,
      textHash: page.textHash,
      brandHash: brand.hash,
      relevance,
      section: 'market',
      heading: title,
      summary: title,
      reason: 'words',
      quotes: [],
      risks: [],
      sentiment: 'neutral',
      topics: ['day'],
      entities: ['Soweto'],
      engine: 'offline',
      agentVersion: 1,
    })
    return { id: item.id, page }
  }
  const edition = async (pages: readonly (readonly [string, number])[]) => {
    const { digestId, jobId } = await addEdition({ sql, org }, brandId)
    const items = []
    for (const [title, relevance] of pages) items.push(await judgePage(digestId, jobId, title, relevance))
    await choosePages({ digestId, brand }, { top: 5, started: [], ended: [] }, context)
    return { digestId, jobId, ids: items.map(({ id }) => id), items }
  }
  const vote = async (item: string, said: Vote, recipient = 'a@example.com') =>
    assert.equal(
      await castVote(sql, org, { id: newId(), changeId: newId(), item, recipient, vote: said }),
      true,
    )
  return { app, brand, context, edition, vote }
}

const firstPages = [
  ['Oven dough and mozzarella', 60],
  ['Basil dough from the oven', 55],
  ['Police arrest after a robbery', 60],
  ['Court hears robbery case', 55],
] as const
const nextPages = [
  ['Robbery suspects before the court', 62],
  ['Street fair with music', 58],
  ['Mozzarella and basil on fresh dough', 50],
] as const

test('an edition ranks by what readers said of earlier ones, and says why', async (t) => {
  const { app, edition, vote } = await openScene(t)
  const first = await edition(firstPages)
  assert.equal((await explainItem(app, first.ids[0] ?? '')).score, null)
  for (const [index, said] of (['yes', 'yes', 'no', 'no'] as const).entries())
    await vote(first.ids[index] ?? '', said)
  const next = await edition(nextPages)
  const { items } = await showDigest(app, next.digestId)
  const ranked = items.toSorted((a, b) => (b.score ?? 0) - (a.score ?? 0)).map(({ title }) => title)
  assert.deepEqual(ranked, [nextPages[2][0], nextPages[1][0], nextPages[0][0]])
  assert.equal(items[0]?.title, nextPages[2][0])
  const why = await explainItem(app, next.ids[2] ?? '')
  assert.ok(why.score !== null && why.score > 50)
  assert.match(why.why ?? '', /\+\d\.\d.*you said yes to/)
  assert.match(why.reason ?? '', /it scored \d+, 50 before the votes/)
  assert.deepEqual(
    [why.evaluation?.relevance, why.evaluation?.entities, why.brand],
    [50, ['Soweto'], 'debonairs'],
  )
})

test('a replay compares the ranking with and without the votes that came before each edition', async (t) => {
  const { app, edition, vote } = await openScene(t)
  assert.deepEqual(await replayDigests(app, { brand: undefined, days: 30 }), {
    brand: 'debonairs',
    days: 30,
    editions: 0,
    votes: 0,
    without: { precision: null, ndcg: null },
    learned: { precision: null, ndcg: null },
  })
  const first = await edition(firstPages)
  for (const [index, said] of (['yes', 'yes', 'no', 'no'] as const).entries())
    await vote(first.ids[index] ?? '', said)
  const next = await edition(nextPages)
  const chosen = (await showDigest(app, next.digestId)).items.filter(({ fate }) => fate === 'chosen')
  for (const { id, title } of chosen) await vote(id, title === nextPages[0][0] ? 'no' : 'yes')
  const replayed = await replayDigests(app, { brand: 'debonairs', days: 30 })
  assert.equal(replayed.editions, 2)
  assert.ok((replayed.learned.ndcg ?? 0) >= (replayed.without.ndcg ?? 1))
})

test('a few pages that readers voted on go with the question, between the marks, and torn ones do not', async (t) => {
  const { brand, context, edition, vote } = await openScene(t)
  const first = await edition(firstPages)
  await vote(first.ids[0] ?? '', 'yes')
  await vote(first.ids[2] ?? '', 'no')
  await vote(first.ids[3] ?? '', 'no')
  await vote(first.ids[3] ?? '', 'yes', 'b@example.com')
  const examples = await exampleVotes(brand.id, context)
  assert.deepEqual(examples, [
    { title: firstPages[0][0], vote: 'yes' },
    { title: firstPages[2][0], vote: 'no' },
  ])
  const { page } = first.items[1] ?? {}
  assert.ok(page !== undefined)
  const item = {
    ...offer(page.url),
    pageId: page.id,
    fate: 'found',
    reason: null,
    score: null,
    why: null,
    position: null,
    sameAs: null,
    evaluation: null,
  } as const
  const asked: PageToJudge[] = []
  const asking = {
    ...context,
    ask: async (agent: never, input: never) => (asked.push(input), await context.ask(agent, input)),
  }
  await evaluatePage(
    page,
    item,
    { brand, examples, isNew: true },
    { ...context, jobId: first.jobId, ask: asking.ask as typeof context.ask },
  )
  assert.deepEqual(asked[0]?.examples, examples)
  const prompt = context.prompts.at(-1) ?? ''
  assert.match(
    prompt,
    /<page-[0-9a-f]{16}>\\nReaders were shown other pages and said:\\n- yes: Oven dough and mozzarella\\n- no: Police arrest/,
  )
})
