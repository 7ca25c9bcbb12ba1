import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { JsonResume } from '../src/contracts/json-resume.ts'
import { sha256 } from '../src/base/hash.ts'
import { evidenceOf, shownResume, unmasked } from '../src/domain/resume-evidence.ts'

const proof = { path: '/projects/0/highlights/0', entry: 'e1', hash: 'h', start: 0, end: 38 }
const said = { entry: 'e2', start: 0, end: 5, text: 'Hated the on-call' }
const requirement = { text: 'Kubernetes', state: 'weak', why: 'Kubernetes in 1 entry', evidence: [said] }
const resume: JsonResume = {
  projects: [{ name: 'Café Nord', highlights: ['Moved Café Nord to Kubernetes'] }],
  meta: { nightdesk: { bullets: [proof], requirements: [requirement], hidden: 3 } },
}
const text = 'Moved Cafe\u0301  Nord\nto Kubernetes in 3 weeks'

const saltOf = () => 'ab'.repeat(32)

test('a redacted name is black however it is spaced or its accents are encoded', () => {
  const entries = new Map([['e1', { id: 'e1', at: new Date(0), text, hash: 'h' }]])
  const { lines } = evidenceOf(resume, entries, { masked: ['café  nord'], whole: true, saltOf })
  const [line] = lines
  for (const shown of [line?.line, line?.under, line?.quote, line?.text]) assert.match(shown ?? '', /█/u)
  assert.doesNotMatch(JSON.stringify([line, shownResume(resume, ['Café Nord'], 'v1')]), /caf|nord/iu)
})

test('nothing in a bundle is a hash that a guess at the entry or the line can be held against', () => {
  const entries = new Map([['e1', { id: 'e1', at: new Date(0), text, hash: 'h' }]])
  const { lines, openings } = evidenceOf(resume, entries, { masked: ['Nord'], whole: false, saltOf })
  const shown = JSON.stringify([lines, shownResume(resume, ['Nord'], 'v1')])
  for (const guess of [text, 'Moved Café Nord to Kubernetes']) assert.ok(!shown.includes(sha256(guess)))
  assert.doesNotMatch(shown, /Hated|weak|"hidden"|"bullets"|"hash"/)
  const [opening] = openings
  assert.equal(opening?.commitment, sha256((opening?.salt ?? '') + text))
  assert.equal(lines[0]?.commitment, opening?.commitment)
  assert.ok(!shown.includes(saltOf()))
})

test('a redacted line is held against the version it was made of, unless something else of it was changed', () => {
  const shown = shownResume(resume, ['Nord'], 'v1')
  assert.deepEqual(unmasked(shown, resume).projects?.[0]?.highlights, ['Moved Café Nord to Kubernetes'])
  const [project] = shown.projects ?? []
  const edited = { ...shown, projects: [{ ...project, highlights: ['Moved Café ████ to Kubernetis'] }] }
  assert.deepEqual(unmasked(edited, resume).projects?.[0]?.highlights, ['Moved Café ████ to Kubernetis'])
})
