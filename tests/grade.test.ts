import assert from 'node:assert/strict'
import { test } from 'node:test'
import { pageJudge, skillExtractor } from '../src/agents/index.ts'
import type { JsonObject } from '../src/base/json.ts'
import type { CaseResult, Check, EvalReport, Grade } from '../src/contracts/eval.ts'
import { compareReports } from '../src/domain/eval-comparison.ts'
import { reportOf } from '../src/domain/eval-report.ts'
import { gradeOrder } from '../src/domain/grade-order.ts'
import { scoreSet } from '../src/domain/grade-set.ts'
import { gradeAnswer } from '../src/domain/grade.ts'
import { textsAt, valuesAt } from '../src/domain/value-path.ts'

const spent = { latencyMs: 800, inputTokens: 100, outputTokens: 20, cost: 0.002 }
const input: JsonObject = {
  entries: [{ id: '1', text: 'Moved the search to PostgreSQL and Kubernetes.' }],
}
const output = {
  skills: [
    {
      name: 'PostgreSQL',
      category: 'database',
      excerpts: [{ entry: '1', quote: 'search to PostgreSQL', confidence: 0.9 }],
    },
    {
      name: 'Kubernetes',
      category: 'platform',
      excerpts: [{ entry: '1', quote: 'and Kubernetes', confidence: 0.5 }],
    },
  ],
}

/** A check, and an answer that it must refuse. */
const cases: readonly { name: string; check: Check; bad: Record<string, unknown>; said: RegExp }[] = [
  {
    name: 'words that must be there',
    check: { check: 'contains', at: 'skills[].name', words: ['postgresql'] },
    bad: { skills: [{ name: 'MySQL' }] },
    said: /missing: postgresql/,
  },
  {
    name: 'words that must not be there',
    check: { check: 'lacks', words: ['Kobol', 'password'] },
    bad: { skills: [{ name: 'the PassWord' }] },
    said: /found: password/,
  },
  {
    name: 'a score in its range',
    check: { check: 'range', at: 'skills[].excerpts[].confidence', min: 0.4, max: 1 },
    bad: { skills: [{ excerpts: [{ confidence: 0.3 }] }] },
    said: /is 0\.3/,
  },
  {
    name: 'a score that is there',
    check: { check: 'range', at: 'skills[].excerpts[].confidence', max: 1 },
    bad: { skills: [] },
    said: /is not there/,
  },
  {
    name: 'quotes that stand in the input',
    check: { check: 'quotes', at: 'skills[].excerpts[].quote', in: 'entries[].text' },
    bad: { skills: [{ excerpts: [{ quote: 'search to postgresql' }] }] },
    said: /invented: search to postgresql/,
  },
  {
    name: 'at least one quote',
    check: { check: 'quotes', at: 'skills[].excerpts[].quote', in: 'entries[].text' },
    bad: { skills: [] },
    said: /no quote/,
  },
  {
    name: 'a set by its precision',
    check: { check: 'set', at: 'skills[].name', expected: ['postgres', 'k8s'], precision: 1, recall: 0.5 },
    bad: { skills: [{ name: 'PostgreSQL' }, { name: 'Cobbling' }] },
    said: /precision 0\.50, recall 0\.50; missing: k8s; too many: Cobbling/,
  },
  {
    name: 'a set by its recall',
    check: { check: 'set', at: 'skills[].name', expected: ['PostgreSQL', 'k8s'], precision: 1, recall: 1 },
    bad: { skills: [{ name: 'PostgreSQL' }] },
    said: /recall 0\.50; missing: k8s/,
  },
]

function grade(check: Check, answered: unknown, used = spent): Grade {
  const given = answered as JsonObject
  return gradeAnswer(check, { agent: skillExtractor, input, output: given, spent: used })
}

for (const { name, check, bad, said } of cases)
  test(`a grader wants ${name}`, () => {
    assert.deepEqual(grade(check, output).passed, true)
    const refused = grade(check, bad)
    assert.equal(refused.passed, false)
    assert.match(refused.said, said)
  })

test('the schema grader takes the agent at its word, and its complaints too', () => {
  assert.equal(grade({ check: 'schema' }, output).passed, true)
  assert.equal(grade({ check: 'schema' }, { skills: [{ name: 'x' }] }).passed, false)
  const page = { title: 'T', text: 'A page of words that says little.', url: '', site: '', publishedAt: null }
  const judgement = {
    relevance: 500,
    section: 'market',
    heading: 'h',
    summary: 's',
    sentiment: 'neutral',
    topics: [],
    entities: [],
    quotes: ['A page of words'],
    reason: '',
    risks: [],
  }
  const brand = { banned_words: [] }
  const refused = gradeAnswer(
    { check: 'schema' },
    { agent: pageJudge, input: { brand, page, now: '' }, output: judgement, spent },
  )
  assert.match(refused.said, /relevance is 500/)
})

test('latency and cost have a limit, and an unknown cost is not known to be small enough', () => {
  assert.equal(grade({ check: 'latency', maxMs: 800 }, output).passed, true)
  assert.equal(grade({ check: 'latency', maxMs: 799 }, output).passed, false)
  assert.equal(grade({ check: 'cost', maxUsd: 0.002 }, output).passed, true)
  assert.equal(grade({ check: 'cost', maxUsd: 0.001 }, output).passed, false)
  const unknown = gradeAnswer(
    { check: 'cost', maxUsd: 100 },
    { agent: skillExtractor, input, output: {}, spent: { ...spent, cost: null } },
  )
  assert.deepEqual([unknown.passed, unknown.said], [false, 'unknown'])
})

test('nothing expected and nothing found is right; names are one by their aliases', () => {
  assert.deepEqual(scoreSet([], []), { precision: 1, recall: 1, missing: [], surplus: [] })
  assert.deepEqual(scoreSet(['k8s', 'KUBERNETES'], ['Kubernetes']), {
    precision: 1,
    recall: 1,
    missing: [],
    surplus: [],
  })
  assert.equal(scoreSet(['x'], []).precision, 0)
  assert.equal(scoreSet([], ['x']).recall, 0)
})

test('a path goes through objects and lists, and never into what an object inherits', () => {
  const value: JsonObject = { a: { b: [{ c: 1 }, { c: 2 }, {}] }, t: ['x', ['y', null, 3]] }
  assert.deepEqual(valuesAt(value, 'a.b[].c'), [1, 2])
  assert.deepEqual(textsAt(value, 't'), ['x', 'y', '3'])
  assert.deepEqual(valuesAt(value, 'a.toString'), [])
  assert.deepEqual(valuesAt(value, 'a.b.c'), [])
})

function result(id: string, run: number, relevance: number, grades: Grade[] = []): CaseResult {
  return {
    ...spent,
    id,
    run,
    agent: 'page-judge',
    agentVersion: 1,
    engine: 'offline',
    error: null,
    output: { relevance },
    passed: true,
    grades,
  }
}

test('a pair is graded once for each repetition, and a tie is no order', () => {
  const results = [
    result('a', 1, 70),
    result('b', 1, 60),
    result('a', 2, 60),
    result('b', 2, 60),
    result('a', 3, 9),
  ]
  const graded = gradeOrder({ better: 'a', worse: 'b', at: 'relevance' }, results)
  assert.deepEqual(
    graded.map(({ run, passed }) => [run, passed]),
    [
      [1, true],
      [2, false],
    ],
  )
})

const yes = { check: 'schema', passed: true, said: '' } as const
const no = { check: 'range', passed: false, said: '' } as const

function reportFor(results: readonly CaseResult[]): EvalReport {
  const suite = {
    name: 's',
    cases: [],
    orders: [{ better: 'a', worse: 'b', at: 'relevance' }],
    threshold: 0.5,
  }
  return reportOf(suite, results, 'complete')
}

test('a report counts every check and every order, and a cost that is partly unknown is unknown', () => {
  const report = reportFor([result('a', 1, 70, [yes, no]), { ...result('b', 1, 60, [yes]), cost: null }])
  assert.deepEqual([report.passed, report.checks, report.share], [3, 4, 0.75])
  assert.deepEqual([report.spent.cost, report.spent.inputTokens, report.engines], [null, 200, ['offline']])
})

test('two runs compare check by check, by the share of repetitions that pass', () => {
  const before = reportFor([result('a', 1, 70, [yes, { ...no, passed: true }]), result('b', 1, 60, [])])
  const after = reportFor([
    result('a', 1, 50, [yes, no]),
    result('a', 2, 70, [yes, { ...no, passed: true }]),
    result('b', 1, 60, []),
    result('c', 1, 1, [yes]),
  ])
  const { broken, mended, added, removed } = compareReports(before, after)
  assert.deepEqual(
    broken.map(({ name, before, after }) => [name, before, after]),
    [
      ['a 2. range', { passed: 1, of: 1 }, { passed: 1, of: 2 }],
      ['a > b', { passed: 1, of: 1 }, { passed: 0, of: 1 }],
    ],
  )
  assert.deepEqual([mended, added, removed], [[], ['c 1. schema'], []])
  assert.deepEqual(compareReports(after, before).mended.length, 2)
})
