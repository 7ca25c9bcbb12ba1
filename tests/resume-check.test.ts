import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import type { JsonResume } from '../src/contracts/json-resume.ts'
import { htmlText } from '../src/domain/page-text.ts'
import { checkResume } from '../src/domain/resume-check.ts'
import { fitResume } from '../src/domain/resume-fit.ts'
import { dropLines, resumeLines } from '../src/domain/resume-line.ts'
import { pdfPages, resumePdf } from '../src/render/resume-pdf.ts'
import { resumePage, resumeText } from '../src/render/resume.ts'
import { parseJsonResume } from '../src/services/resume-import.ts'

const fixture = join(import.meta.dirname, 'fixtures/resume.json')
const resume = parseJsonResume(readFileSync(fixture, 'utf8'), fixture)
const missing = (text: string, document = resume) =>
  checkResume(document, text).missing.map(({ path, fault }) => `${fault} ${path}`)

test('what nightdesk wrote shows every field', () => {
  assert.deepEqual(missing(resumeText(resume)), [])
  assert.deepEqual(missing(htmlText(resumePage(resume))), [])
})

test('exactly what a file leaves out is named', () => {
  const cut = dropLines(resume, new Set(['/work/0/highlights/1']))
  assert.deepEqual(missing(resumeText(cut)), ['missing /work/0/highlights/1'])
  const text = resumeText(resume)
  assert.deepEqual(missing(text.replace('Initech', 'Initex')), ['missing /work/0/name'])
  assert.deepEqual(missing(text.replace('2024-10', '2024')), ['missing /work/0/endDate'])
  assert.deepEqual(missing(text.replace('310 ms', '31 ms')), ['missing /work/0/highlights/0'])
})

test('a line under another employer is misplaced; a name inside a line is no heading', () => {
  const [one, other] = resume.work ?? []
  const swapped = {
    ...resume,
    work: [
      { ...one, highlights: other?.highlights },
      { ...other, highlights: one?.highlights },
    ],
  }
  assert.deepEqual(missing(resumeText(swapped)), [
    'misplaced /work/0/highlights/0',
    'misplaced /work/0/highlights/1',
    'misplaced /work/1/highlights/0',
    'misplaced /work/1/highlights/1',
  ])
  const named: JsonResume = {
    work: [
      { name: 'Initech', highlights: ['Moved the data of Globex', 'Wrote it down'] },
      { name: 'Globex', highlights: ['Taught Initech'] },
    ],
  }
  assert.deepEqual(missing(resumeText(named), named), [])
  const common: JsonResume = {
    work: [{ name: 'Initech', summary: 'Search team.', highlights: ['Wrote it down'] }],
    projects: [{ name: 'search', highlights: ['Cut p95 by half'] }],
  }
  assert.deepEqual(missing(resumeText(common), common), [])
})

test('case, line breaks, quotes and dashes do not count; a longer word or number is another', () => {
  const document: JsonResume = {
    work: [{ name: 'A–B “Co”', highlights: ['Cut p95 by 31 ms', 'Learned Go'] }],
  }
  assert.deepEqual(missing('a-b "CO"\n- cut p95\n  by 31 ms\n- Learned Go.', document), [])
  assert.deepEqual(missing('A-B "Co" Cut p95 by 310 ms Learned Google', document), [
    'missing /work/0/highlights/0',
    'missing /work/0/highlights/1',
  ])
})

test('a résumé is made to fit by leaving out the lines that speak least, and says which', async () => {
  const lines = Array.from(
    { length: 60 },
    (_, at) => `Attended the meeting number ${'about the plan '.repeat(4)}${at}`,
  )
  const long: JsonResume = {
    basics: { name: 'Ada' },
    work: [
      {
        name: 'Initech',
        highlights: [
          'Kept the minutes',
          ...lines,
          'Cut p95 of the search from 310 ms to 40 ms in PostgreSQL',
        ],
      },
    ],
  }
  const pages = async (document: JsonResume) => pdfPages(await resumePdf(document))
  assert.ok((await pages(long)) > 1)
  const fitted = await fitResume(long, async (document) => (await pages(document)) <= 1)
  assert.ok(fitted !== undefined)
  assert.equal(await pages(fitted.document), 1)
  const kept = resumeLines(fitted.document).map(({ text }) => text)
  assert.ok(kept.length > 20)
  assert.ok(kept.includes('Kept the minutes') && kept.some((text) => text.startsWith('Cut p95')))
  assert.equal(kept.length + fitted.leftOut.length, 62)
  assert.equal(await fitResume(long, async () => await Promise.resolve(false)), undefined)
})
