import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import type { JsonResume } from '../src/contracts/json-resume.ts'
import { periodIn } from '../src/domain/resume-period.ts'
import { readResumeLines, textLines } from '../src/domain/resume-reading.ts'
import { sectionNamed } from '../src/domain/resume-section.ts'
import { schemaFaults } from '../src/io/json-resume/index.ts'
import { resumeDocx } from '../src/render/resume-docx.ts'
import { resumePdf } from '../src/render/resume-pdf.ts'
import { resumeMarkdown, resumeText } from '../src/render/resume.ts'
import { parseJsonResume, readResumeBytes } from '../src/services/resume-import.ts'

const file = join(import.meta.dirname, 'fixtures/resume.json')
const whole = parseJsonResume(readFileSync(file, 'utf8'), file)
const bytes = (text: string) => new TextEncoder().encode(text)

const written: readonly [string, () => Promise<Uint8Array>][] = [
  ['resume.pdf', async () => await resumePdf(whole)],
  ['resume.docx', async () => await resumeDocx(whole)],
  ['resume.md', async () => await Promise.resolve(bytes(resumeMarkdown(whole)))],
]

for (const [name, write] of written)
  test(`${name} that nightdesk wrote is read back: employers, titles, dates and bullets in their fields`, async () => {
    const { resume, unplaced } = await readResumeBytes(await write(), name)
    assert.deepEqual(resume.basics?.name, whole.basics?.name)
    assert.deepEqual(resume.basics?.email, whole.basics?.email)
    const facts = (one: JsonResume) =>
      one.work?.map((job) => [job.name, job.position, job.startDate, job.endDate, job.highlights])
    assert.deepEqual(facts(resume), facts(whole))
    assert.deepEqual(
      resume.volunteer?.map((one) => [one.organization, one.position, one.highlights]),
      whole.volunteer?.map((one) => [one.organization, one.position, one.highlights]),
    )
    assert.deepEqual(resume.projects?.[0]?.highlights, whole.projects?.[0]?.highlights)
    assert.equal(resume.education?.[0]?.institution, 'University of Łódź')
    assert.deepEqual(resume.skills?.[0]?.keywords, ['PostgreSQL', 'Redis'])
    assert.deepEqual(schemaFaults(resume), [])
    assert.deepEqual(unplaced, [])
  })

test('the words of plain text all stand in a field or are named as not placed', () => {
  const text = resumeText(whole)
  const { resume, unplaced } = readResumeLines(textLines(text))
  const held = [JSON.stringify(resume), ...unplaced].join(' ').toLowerCase()
  const words = text.toLowerCase().match(/[\p{L}\d]{4,}/gu) ?? []
  const headings =
    /^(?:work|projects|volunteering|education|skills|languages|awards|certificates|publications|interests|references)$/
  const lost = words.filter((word) => !held.includes(word) && !headings.test(word))
  assert.deepEqual(lost, [])
})

test('a résumé as people write it is read: dates in words, employer after a bar, what is unknown is named', () => {
  const { resume, unplaced } = readResumeLines(
    textLines(`Ana Kovač
Platform engineer
Zagreb, Croatia | ana@example.org | +385 91 234 5678 | linkedin.com/in/ana

PROFESSIONAL EXPERIENCE

Initech — Staff Engineer                      Mar 2021 – Present
• Cut the build from 12 min to 6 min
• Led the move to Kubernetes

Globex | Software Developer
01/2018 - 02/2021
- Wrote the billing service

EDUCATION
BSc in Computer Science, University of Zagreb, 2014 - 2017

SKILLS
Languages: Go, Rust
Docker, Terraform`),
  )
  assert.deepEqual(resume.basics, {
    name: 'Ana Kovač',
    label: 'Platform engineer',
    location: { city: 'Zagreb', region: 'Croatia' },
    email: 'ana@example.org',
    phone: '+385 91 234 5678',
    profiles: [{ network: 'LinkedIn', username: 'ana', url: 'https://linkedin.com/in/ana' }],
  })
  assert.deepEqual(resume.work, [
    {
      name: 'Initech',
      position: 'Staff Engineer',
      startDate: '2021-03',
      highlights: ['Cut the build from 12 min to 6 min', 'Led the move to Kubernetes'],
    },
    {
      name: 'Globex',
      position: 'Software Developer',
      startDate: '2018-01',
      endDate: '2021-02',
      highlights: ['Wrote the billing service'],
    },
  ])
  assert.deepEqual(resume.education, [
    {
      institution: 'University of Zagreb',
      studyType: 'BSc',
      area: 'Computer Science',
      startDate: '2014',
      endDate: '2017',
    },
  ])
  assert.deepEqual(resume.skills, [
    { name: 'Languages', keywords: ['Go', 'Rust'] },
    { name: 'Skills', keywords: ['Docker', 'Terraform'] },
  ])
  assert.deepEqual(unplaced, [])
})

const periods: readonly [string, object | undefined][] = [
  ['Jan 2020 – Present', { startDate: '2020-01' }],
  ['2019-03 to 2021-11', { startDate: '2019-03', endDate: '2021-11' }],
  ['(09/2015 - 12/2016)', { startDate: '2015-09', endDate: '2016-12' }],
  ['since March 2022', { startDate: '2022-03' }],
  ['12 May 2020 until 2021', { startDate: '2020-05-12', endDate: '2021' }],
  ['no date at all', undefined],
]
for (const [line, period] of periods)
  test(`the period of "${line}"`, () => assert.deepEqual(periodIn(line)?.period, period))

test('headings that people use begin a section, other words do not', () => {
  assert.equal(sectionNamed('Professional Experience'), 'work')
  assert.equal(sectionNamed('TECHNICAL SKILLS:'), 'skills')
  assert.equal(sectionNamed('Honors & Awards'), 'awards')
  assert.equal(sectionNamed('Worked on search'), undefined)
  assert.equal(sectionNamed('Engineer'), undefined)
})

const faults: readonly [unknown, RegExp][] = [
  [{ work: [{ startDate: '3 April' }] }, /work\[0\]\.startDate is "3 April"; a date is written 2026, /],
  [{ work: [{ highlights: 'all' }] }, /work\[0\]\.highlights is "all" and must be a list/],
  [{ basics: { url: 'nowhere' } }, /basics\.url is "nowhere"; a web address begins with/],
  [{ basics: { email: 'zoe' } }, /basics\.email is "zoe", which is no e-mail address/],
  [[], /it must be an object/],
]
for (const [document, sentence] of faults)
  test(`the official schema refuses ${JSON.stringify(document)} and says where`, () => {
    assert.throws(() => parseJsonResume(JSON.stringify(document), 'x.json'), { message: sentence })
  })

test('a file that is no document is refused with a sentence', async () => {
  await assert.rejects(readResumeBytes(bytes('%PDF-1.7 nothing'), 'x.pdf'), /"x\.pdf" cannot be read as PDF/)
  await assert.rejects(readResumeBytes(bytes('PK\u0003\u0004nothing'), 'x.docx'), /cannot be read as DOCX/)
  await assert.rejects(readResumeBytes(bytes('{"a":'), 'x.json'), /is no JSON/)
  await assert.rejects(readResumeBytes(bytes(' \n'), 'x.txt'), /holds no text/)
})
