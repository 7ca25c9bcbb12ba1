import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { JsonResume } from '../src/contracts/json-resume.ts'
import { evidenceOf, shownResume } from '../src/domain/resume-evidence.ts'

const proof = { path: '/projects/0/highlights/0', entry: 'e1', hash: 'h', start: 0, end: 38 }
const said = { entry: 'e2', start: 0, end: 5, text: 'Hated the on-call' }
const requirement = { text: 'Kubernetes', state: 'weak', why: 'Kubernetes in 1 entry', evidence: [said] }
const resume: JsonResume = {
  projects: [{ name: 'Café Nord', highlights: ['Moved Café Nord to Kubernetes'] }],
  meta: { nightdesk: { bullets: [proof], requirements: [requirement], hidden: 3 } },
}
const text = 'Moved Cafe\u0301  Nord\nto Kubernetes in 3 weeks'

test('a redacted name is black however it is spaced or its accents are encoded', () => {
  const entries = new Map([['e1', { id: 'e1', at: new Date(0), text, hash: 'h' }]])
  const [line] = evidenceOf(resume, entries, { masked: ['café  nord'], whole: true })
  for (const shown of [line?.line, line?.under, line?.quote, line?.text]) assert.match(shown ?? '', /█/u)
  assert.doesNotMatch(JSON.stringify([line, shownResume(resume, ['Café Nord'])]), /caf|nord/iu)
})

test('the résumé of a bundle has its proofs, and not what else of the log a posting was held against', () => {
  const shown = JSON.stringify(shownResume(resume, []))
  assert.match(shown, /"bullets":\[\{"path"/)
  assert.doesNotMatch(shown, /Hated|weak|"hidden"/)
})
