import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { sha256 } from '../src/base/hash.ts'
import type { ReportEntry } from '../src/domain/report-entry.ts'
import { bestBullets } from '../src/domain/resume-bullet.ts'
import { resumeDocument } from '../src/domain/resume-document.ts'
import { citedNumbers } from '../src/domain/resume-number.ts'
import { proveLine } from '../src/domain/resume-proof.ts'
import { readResumeMeta } from '../src/contracts/resume-proof.ts'

interface Labelled {
  claim: string
  true: boolean
  part: string
  entries: { id: string; text: string }[]
}

const labelled = readFileSync(join(import.meta.dirname, 'fixtures/claims.jsonl'), 'utf8')
  .trim()
  .split('\n')
  .map((line) => JSON.parse(line) as Labelled)
const texts = [...new Set(labelled.flatMap(({ entries }) => entries.map(({ text }) => text)))]
const log: ReportEntry[] = texts.map((text, index) => ({
  id: String(index),
  day: `2026-01-${String(1 + (index % 28)).padStart(2, '0')}`,
  text,
  project: null,
  kind: null,
}))

test('every generated line is cited byte for byte, with the hash of its entry', () => {
  const hashes = new Map(log.map(({ id, text }) => [id, sha256(text)]))
  const highlights = bestBullets(log, log.length).map((bullet) => {
    const proof = proveLine(bullet.text, { id: bullet.entry, text: texts[Number(bullet.entry)] ?? '' })
    assert.ok(!('refused' in proof), bullet.text)
    return { ...bullet, ...proof }
  })
  assert.ok(highlights.length > 200, `${highlights.length} lines`)
  const projects = [{ name: 'all', entries: log, highlights, skills: [] }]
  const now = new Date('2026-11-20T12:00:00Z')
  const person = { name: 'Zoë', email: null }
  const document = resumeDocument({ person, projects, skills: [], engine: 'offline', now }, hashes)
  const lines = document.projects?.[0]?.highlights ?? []
  for (const [index, { entry, start, end, hash, line }] of readResumeMeta(document).bullets.entries()) {
    const text = texts[Number(entry)] ?? ''
    assert.equal(text.slice(start, end), lines[index])
    assert.deepEqual([hash, line], [sha256(text), sha256(lines[index] ?? '')])
  }
})

test('every number of a line told in other words stands in what it cites, or in what is shown with it', () => {
  let [lines, numbers] = [0, 0]
  for (const { claim, entries } of labelled)
    for (const entry of entries) {
      const proof = proveLine(claim, entry)
      if ('refused' in proof || proof.form === 'verbatim') continue
      lines += 1
      const cited = figuresIn([entry.text.slice(proof.start, proof.end), ...proof.shown].join(' ; '))
      for (const figure of figuresIn(claim)) {
        numbers += 1
        assert.ok(cited.has(figure), `${figure} of "${claim}" in "${[...cited].join(' ')}"`)
      }
    }
  assert.ok(lines > 200 && numbers > 150, `${lines} lines, ${numbers} numbers`)
})

test('a number that stands only in another part of the entry is refused', () => {
  const found = citedNumbers('Fixed 3 bugs and over 40 typos', 'Fixed bugs and 44 typos', [])
  assert.deepEqual(found, { shown: ['over 40: 44'], missing: ['3'] })
})

const worded = [
  'zero',
  'one',
  'two',
  'three',
  'four',
  'five',
  'six',
  'seven',
  'eight',
  'nine',
  'ten',
  'eleven',
  'twelve',
]

/** The figures of a text as numbers, by another way than the product's: words and thousands are read, units are not. */
function figuresIn(text: string): Set<number> {
  const unversioned = text.toLowerCase().replace(/\bv(?:ersion )?\d+(?:\.\d+)*|\d+\.\d+\.\d+/gu, ' ')
  const found = unversioned.matchAll(
    /(?<![\p{L}\d.,])(\d{1,3}(?:,\d{3})+|\d+(?:\.\d+)?)\s?(?:(k|m|thousand|million)(?!\p{L}))?|\b([a-z]+)\b/gu,
  )
  const scales: Record<string, number> = { k: 1e3, thousand: 1e3, m: 1e6, million: 1e6 }
  return new Set(
    [...found].flatMap(([, digits, scale, word]) => {
      if (digits !== undefined) return [Number(digits.replaceAll(',', '')) * (scales[scale ?? ''] ?? 1)]
      const at = worded.indexOf(word ?? '')
      return at < 1 ? [] : [at]
    }),
  )
}

test('a fact behind a semicolon stays with its deed, and a second deed is a line of its own', () => {
  const entry = (text: string): ReportEntry => ({
    id: '1',
    day: '2026-01-01',
    text,
    project: null,
    kind: null,
  })
  const lines = (text: string) => bestBullets([entry(text)], 5).map((bullet) => bullet.text)
  const whole = 'Moved the shop to PostgreSQL 18; pages load 40% faster'
  assert.deepEqual(lines(whole), [whole])
  assert.ok(!('refused' in proveLine(whole, { id: '1', text: whole })))
  assert.deepEqual(lines('Moved the shop to PostgreSQL 18; wrote the runbook for it').length, 2)
})
