import assert from 'node:assert/strict'
import { test } from 'node:test'
import { postingRequirements } from '../src/domain/posting.ts'
import { postingTitle } from '../src/domain/posting-title.ts'

const titles: readonly [posting: string, given: string | undefined, title: string | undefined][] = [
  ['Senior Platform Engineer\n\nAbout us …', undefined, 'Senior Platform Engineer'],
  ['# Data Engineer (m/w/d)\n- Python', undefined, 'Data Engineer'],
  ['We build software.', 'Backend Developer | Acme | Cape Town', 'Backend Developer'],
  ['We build software.', 'Careers at Acme', undefined],
  ['Job title: Head of Marketing\nLocation: Durban', undefined, 'Head of Marketing'],
  [
    'We are a small company in Durban and we are looking for a senior backend engineer who likes PostgreSQL.',
    undefined,
    'senior backend engineer',
  ],
  [
    'Acme GmbH\n\nWir suchen eine Softwareentwicklerin für unser Team in Köln.',
    undefined,
    'Softwareentwicklerin',
  ],
  ['Nous recherchons un développeur Python pour notre équipe.', undefined, 'développeur Python'],
  ['Buscamos una ingeniera de datos con experiencia en SQL.', undefined, 'ingeniera de datos'],
  ['Come and work with us, it is fun.', undefined, undefined],
]

for (const [posting, given, title] of titles)
  test(`the role of "${(given ?? posting).slice(0, 40).replaceAll('\n', ' ')}" is ${title ?? 'not said'}`, () => {
    assert.equal(postingTitle(posting, given), title)
  })

test('a heading of Markdown asks for nothing, and years are read as words', () => {
  const posting = '## What you bring\n- At least three years of PostgreSQL\n\n**Nice to have**\n- Kubernetes'
  assert.deepEqual(
    postingRequirements(posting).map(({ text, years, isWish }) => [text, years, isWish]),
    [
      ['At least three years of PostgreSQL', 3, false],
      ['Kubernetes', null, true],
    ],
  )
})

test('requirements are read in other languages, and what is offered is none', () => {
  const german = [
    'Dein Profil:',
    'Du verfügst über mindestens 3 Jahre Erfahrung mit PostgreSQL.',
    'Sehr gute Deutschkenntnisse in Wort und Schrift.',
    'Wünschenswert:',
    '- Kubernetes',
    'Wir bieten: 30 Tage Urlaub und Erfahrung mit tollen Leuten.',
  ].join('\n')
  const asked = postingRequirements(german)
  assert.deepEqual(
    asked.map(({ text, years, isWish }) => [text, years, isWish]),
    [
      ['Du verfügst über mindestens 3 Jahre Erfahrung mit PostgreSQL.', 3, false],
      ['Sehr gute Deutschkenntnisse in Wort und Schrift.', null, false],
      ['Kubernetes', null, true],
    ],
  )
})
