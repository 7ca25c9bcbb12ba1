import { existsSync, readFileSync, readdirSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { gunzipSync } from 'node:zlib'
import { parseDocument } from '../../src/io/parse/document.ts'
import type { ParsedPage } from '../../src/contracts/parser.ts'

/**
 * Measures main text (word-level F1 against `main_content`), titles and dates on labelled pages (WCXB, CC-BY-4.0).
 * `node tests/bench/extract.ts [FOLDER] [--json] [--worst 20] [--part tuned|held|all]`; every fifth page is held back
 * from tuning.
 */
interface Label {
  file_id: string
  url: string
  _internal: { page_type: { primary: string } }
  ground_truth: {
    title: string | null
    author: string | null
    publish_date: string | null
    main_content: string
    with: string[]
    without: string[]
  }
}

interface Score {
  id: string
  type: string
  held: boolean
  f1: number
  precision: number
  recall: number
  date: 'right' | 'wrong' | 'missing' | 'invented' | 'none'
  milliseconds: number
}

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    json: { type: 'boolean', default: false },
    worst: { type: 'string', default: '0' },
    part: { type: 'string', default: 'all' },
    dates: { type: 'boolean', default: false },
  },
})
const folder = positionals[0] ?? new URL('../../../shared/data/wcxb-dev', import.meta.url).pathname

if (existsSync(folder)) report(measureAll())
else console.log(`Skipped: there are no labelled pages in ${folder}.`)

function measureAll(): Score[] {
  return readdirSync(`${folder}/ground-truth`)
    .sort()
    .map((file, index) => ({ file, held: index % 5 === 4 }))
    .filter(({ held }) => values.part === 'all' || held === (values.part === 'held'))
    .map(({ file, held }) => measure(file.replace('.json', ''), held))
}

function measure(id: string, held: boolean): Score {
  const label = JSON.parse(readFileSync(`${folder}/ground-truth/${id}.json`, 'utf8')) as Label
  const body = gunzipSync(readFileSync(`${folder}/html/${id}.html.gz`))
  const started = performance.now()
  const page = parseDocument('page', { url: label.url, contentType: 'text/html', body }) as ParsedPage
  const milliseconds = performance.now() - started
  const scores = compare(page.text, label.ground_truth.main_content)
  const date = compareDate(page.publishedAt, label.ground_truth.publish_date)
  if (values.dates && date !== 'right' && date !== 'none')
    console.log(id, date, page.publishedAt?.toISOString(), label.ground_truth.publish_date, label.url)
  return { id, type: label._internal.page_type.primary, held, ...scores, date, milliseconds }
}

function compare(text: string, truth: string): { f1: number; precision: number; recall: number } {
  const found = countWords(text)
  const wanted = countWords(truth)
  let shared = 0
  for (const [word, number] of found) shared += Math.min(number, wanted.get(word) ?? 0)
  const precision = shared / (total(found) || 1)
  const recall = shared / (total(wanted) || 1)
  return { f1: shared === 0 ? 0 : (2 * precision * recall) / (precision + recall), precision, recall }
}

function countWords(text: string): Map<string, number> {
  const counts = new Map<string, number>()
  for (const word of text.toLowerCase().match(/[\p{L}\p{N}_]+/gu) ?? [])
    counts.set(word, (counts.get(word) ?? 0) + 1)
  return counts
}

function total(counts: Map<string, number>): number {
  return [...counts.values()].reduce((sum, number) => sum + number, 0)
}

function compareDate(found: Date | null, truth: string | null): Score['date'] {
  const day = truth === null ? null : /^\d{4}-\d{2}-\d{2}/.exec(truth)?.[0]
  if (day === null || day === undefined) return found === null ? 'none' : 'invented'
  if (found === null) return 'missing'
  return found.toISOString().startsWith(day) ? 'right' : 'wrong'
}

function report(scores: Score[]): void {
  const types = [...new Set(scores.map(({ type }) => type))].sort()
  const groups = new Map<string, Score[]>([['all', scores]])
  for (const type of types)
    groups.set(
      type,
      scores.filter((score) => score.type === type),
    )
  groups.set(
    'held',
    scores.filter(({ held }) => held),
  )
  groups.set(
    'tuned',
    scores.filter(({ held }) => !held),
  )
  const rows = [...groups]
    .filter(([, group]) => group.length > 0)
    .map(([name, group]) => summarize(name, group))
  if (values.json)
    console.log(JSON.stringify(Object.fromEntries(rows.map(({ name, ...row }) => [name, row]))))
  else console.table(rows)
  const worst = scores.toSorted((a, b) => a.f1 - b.f1).slice(0, Number(values.worst))
  if (worst.length > 0)
    console.table(
      worst.map((score) => ({
        ...score,
        f1: round(score.f1),
        precision: round(score.precision),
        recall: round(score.recall),
        milliseconds: Math.round(score.milliseconds),
      })),
    )
}

function summarize(name: string, scores: Score[]) {
  const mean = (value: (score: Score) => number) =>
    scores.reduce((sum, score) => sum + value(score), 0) / scores.length
  const dated = scores.filter(({ date }) => date !== 'none' && date !== 'invented')
  const times = scores.map(({ milliseconds }) => milliseconds).sort((a, b) => a - b)
  return {
    name,
    pages: scores.length,
    f1: round(mean(({ f1 }) => f1)),
    precision: round(mean(({ precision }) => precision)),
    recall: round(mean(({ recall }) => recall)),
    dated: dated.length,
    dateRight: round(dated.filter(({ date }) => date === 'right').length / (dated.length || 1)),
    dateInvented: scores.filter(({ date }) => date === 'invented').length,
    medianMs: Math.round(times[Math.floor(times.length / 2)] ?? 0),
    slowestMs: Math.round(times.at(-1) ?? 0),
  }
}

function round(value: number): number {
  return Math.round(value * 1000) / 1000
}
