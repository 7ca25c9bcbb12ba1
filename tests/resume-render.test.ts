import assert from 'node:assert/strict'
import { execFileSync, spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import type { JsonResume } from '../src/contracts/json-resume.ts'
import { resumeDocx } from '../src/render/resume-docx.ts'
import { resumePdf } from '../src/render/resume-pdf.ts'
import { resumeMarkdown, resumePage, resumeText } from '../src/render/resume.ts'
import { writeWhole } from '../src/services/resume-file.ts'

const resume: JsonResume = {
  basics: {
    name: 'Łucja Žižková-Őry',
    email: 'lucja@example.org',
    label: 'Инженер',
    summary: 'Efficient office <b>work</b> & more',
  },
  work: [
    {
      name: 'Initech',
      position: 'Engineer',
      startDate: '2024-01',
      endDate: '2026-10',
      highlights: ['Cut p95 from 310 ms to 40 ms', 'Fixed 14 flaky tests'],
    },
    { name: 'Globex', position: 'Developer', startDate: '2021', highlights: ['Построила склад данных'] },
  ],
  projects: [
    { name: 'search', highlights: ['Wrote the runbook for on-call'], keywords: ['PostgreSQL', 'Go'] },
  ],
  education: [{ institution: 'Univerzita Karlova', area: 'Physics', studyType: 'MSc' }],
  skills: [{ name: 'Databases', keywords: ['PostgreSQL'] }],
  languages: [{ language: 'Čeština', fluency: 'native' }],
  awards: [{ title: 'Prize of the house', date: '2025-05', awarder: 'Initech' }],
  certificates: [{ name: 'CKA', date: '2024-02', issuer: 'CNCF' }],
  publications: [{ name: 'On indexes', publisher: 'ACM', releaseDate: '2023' }],
  volunteer: [{ organization: 'Coding club', position: 'Teacher', highlights: ['Taught 12 children'] }],
  interests: [{ name: 'Climbing', keywords: ['boulders'] }],
  references: [{ name: 'Petr', reference: 'She finishes things' }],
  meta: { lastModified: '2026-11-20T12:00:00' },
}

/** Every text that a reader of the document must find. */
const strings = [
  'Łucja Žižková-Őry',
  'lucja@example.org',
  'Инженер',
  'Initech',
  'Globex',
  'Engineer',
  'Cut p95 from 310 ms to 40 ms',
  'Fixed 14 flaky tests',
  'Построила склад данных',
  'Wrote the runbook for on-call',
  'PostgreSQL, Go',
  'Univerzita Karlova',
  'Čeština',
  'Prize of the house',
  'CKA',
  'On indexes',
  'Coding club',
  'Taught 12 children',
  'Climbing',
  'She finishes things',
]

function inFolder(t: { after(done: () => void): void }): string {
  const folder = mkdtempSync(join(tmpdir(), 'nightdesk-render-'))
  t.after(() => rmSync(folder, { recursive: true }))
  return folder
}

test('Markdown, text and HTML hold every part; HTML escapes what looks like markup', () => {
  const page = resumePage(resume)
  for (const string of strings) {
    assert.ok(resumeText(resume).toLowerCase().includes(string.toLowerCase()), string)
    assert.ok(page.includes(string), string)
    assert.ok(resumeMarkdown(resume).includes(string), string)
  }
  assert.match(page, /Efficient office &lt;b&gt;work&lt;\/b&gt; &amp; more/)
  assert.doesNotMatch(page, /<script|<b>|https?:/)
})

test('one document gives the same PDF twice, tagged and with its fonts inside', async () => {
  const [one, other] = [await resumePdf(resume), await resumePdf(resume)]
  assert.deepEqual(one, other)
  const bytes = Buffer.from(one).toString('latin1')
  assert.match(bytes, /^%PDF-1\.7/)
  assert.match(bytes, /\/Marked true/)
  assert.match(bytes, /\/FontFile2/)
})

const modes: readonly (readonly string[])[] = [[], ['-layout'], ['-raw']]
const canRead = spawnSync('pdftotext', ['-v']).status === 0

for (const mode of modes)
  test(
    `pdftotext ${mode.join(' ')} finds every string in the PDF, each line under its job`,
    { skip: canRead ? false : 'pdftotext is not installed' },
    async (t) => {
      const file = join(inFolder(t), 'resume.pdf')
      writeFileSync(file, await resumePdf(resume))
      const text = execFileSync('pdftotext', [...mode, '-enc', 'UTF-8', file, '-'])
        .toString('utf8')
        .replace(/\s+/g, ' ')
      for (const string of strings) assert.ok(text.includes(string), `${string} in: ${text}`)
      const order = ['Initech', 'Fixed 14 flaky tests', 'Globex', 'Построила', 'search', 'runbook'].map(
        (word) => text.indexOf(word),
      )
      assert.deepEqual(
        order,
        [...order].sort((a, b) => a - b),
      )
    },
  )

test(
  'the PDF has a tree of headings, paragraphs, lists and links that a screen reader follows, its language and its title',
  { skip: canRead ? false : 'pdfinfo is not installed' },
  async (t) => {
    const file = join(inFolder(t), 'resume.pdf')
    const url = 'https://example.com/ada'
    const basics = { name: 'Ada Lovelace', email: 'ada@example.com', url }
    const work = [{ name: 'Initech', position: 'Engineer', highlights: ['Fixed 14 flaky tests.'] }]
    const bytes = await resumePdf({ basics, work })
    writeFileSync(file, bytes)
    const tree = execFileSync('pdfinfo', ['-struct-text', file]).toString('utf8')
    const told = tree
      .split('\n')
      .flatMap((line) => /^ *(H1|H2|H3|P|L|LI|Lbl|LBody|Link|".*")(?: |$)/u.exec(line)?.[1] ?? [])
    assert.deepEqual(
      told.join(' '),
      `H1 "Ada Lovelace" P Link "ada@example.com" " · " Link "${url}" H2 "Work" H3 "Engineer, Initech" L LI Lbl "•" LBody "Fixed 14 flaky tests."`,
    )
    const raw = Buffer.from(bytes).toString('latin1')
    assert.match(raw, /\/Lang \(en\)/)
    assert.match(raw, /\/DisplayDocTitle true/)
    assert.match(execFileSync('pdfinfo', [file]).toString('utf8'), /Title: +Ada Lovelace\n[^]*Tagged: +yes/)
  },
)

test(
  'no page of the PDF ends with a heading, and none begins with the keywords of a job before',
  { skip: canRead ? false : 'pdftotext is not installed' },
  async (t) => {
    const file = join(inFolder(t), 'resume.pdf')
    for (const lines of [1, 2, 3, 4, 5, 6]) {
      const highlights = Array.from({ length: lines }, (_, index) => `Fixed the bug ${index} of many.`)
      const work = Array.from({ length: 24 }, (_, index) => ({
        name: `Company ${index}`,
        startDate: '2020',
        highlights,
        keywords: ['Keyword'],
      }))
      writeFileSync(file, await resumePdf({ basics: { name: 'Ada' }, work, skills: [{ name: 'Go' }] }))
      const text = execFileSync('pdftotext', ['-layout', file, '-']).toString('utf8')
      for (const page of text.split('\f').slice(0, -1)) {
        const shown = page.split('\n').filter((line) => line.trim() !== '')
        assert.doesNotMatch(shown.at(-1) ?? '', /^(?:Company|2020|Work|Skills)/)
        assert.doesNotMatch(shown[0] ?? '', /^Keyword/)
      }
    }
  },
)

test('a script that the PDF font cannot draw is refused with its letters', async () => {
  await assert.rejects(
    resumePdf({ basics: { name: '山田太郎' } }),
    /cannot draw "山 田 太 郎"\. Nothing was written\./,
  )
  await assert.rejects(resumePdf({ basics: { name: 'Ada 🚀' } }), /cannot draw "🚀"/)
})

test('the Word file is a ZIP that holds every text', async (t) => {
  const file = join(inFolder(t), 'resume.docx')
  writeFileSync(file, await resumeDocx(resume))
  assert.equal(readFileSync(file).subarray(0, 2).toString(), 'PK')
  const unzipped = spawnSync('unzip', ['-p', file, 'word/document.xml'])
  if (unzipped.status !== 0) return
  const text = unzipped.stdout.toString('utf8').replace(/<[^>]+>/g, '')
  for (const string of strings) assert.ok(text.includes(string), string)
})

test('a file that cannot be written leaves nothing behind', async (t) => {
  const folder = inFolder(t)
  await writeWhole(join(folder, 'resume.txt'), 'whole')
  await assert.rejects(writeWhole(join(folder, 'no/where.txt'), 'x'), /cannot be written: there is no folder/)
  mkdirSync(join(folder, 'taken'))
  await assert.rejects(writeWhole(join(folder, 'taken'), 'x'), /cannot be written: it is a folder\./)
  assert.deepEqual(readdirSync(folder).sort(), ['resume.txt', 'taken'])
})
