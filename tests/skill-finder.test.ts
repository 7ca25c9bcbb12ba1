import assert from 'node:assert/strict'
import { test } from 'node:test'
import { canonicalSkill, findSkills } from '../src/domain/skill-finder.ts'
import { skillNames } from '../src/domain/skill-names.ts'

/** A sentence and the names of the skills that it speaks of, in order and each once. */
const table: readonly [string, readonly string[]][] = [
  ['Rewrote the importer in Go', ['Go']],
  ['rewrote the importer in go', ['Go']],
  ['Go to the store', []],
  ['Go live on Friday', []],
  ['Prepared the Go/no-go meeting', []],
  ['Ready to go, said the client', []],
  ['Added a "Go" button to the form', []],
  ['Upgraded Go 1.22 and Node 20', ['Go', 'Node.js']],
  ['go 1.23 bump', ['Go']],
  ['Python, Go and Rust bindings', ['Python', 'Go', 'Rust']],
  ['Fixed the Go service', ['Go']],
  ['Make the tests pass', []],
  ['Added a Make target for the docs', ['Make']],
  ['Moved from Make to Bazel', ['Make', 'Bazel']],
  ['Cleaned up the Makefile', ['Make']],
  ['Had to make a decision', []],
  ['Node 3 of the cluster crashed', []],
  ['Drained a node pool', []],
  ['upgraded node to 20', ['Node.js']],
  ['Node server leaks memory', ['Node.js']],
  ['node_modules cleanup', []],
  ['Move service to AWS', ['AWS']],
  ['Wrote a Move smart contract', ['Move']],
  ['Decided on the next move', []],
  ['Lit components replaced the old widgets', ['Lit']],
  ['A lit window in the office', []],
  ['Render the page with React', ['React']],
  ['Moved the API from Heroku to Render', ['Heroku', 'Render']],
  ['The render was slow', []],
  ['Ported the parser to Rust', ['Rust']],
  ['ported the parser to rust', ['Rust']],
  ['Removed rust from the bike', []],
  ['Swift response by the team', []],
  ['Swift app shipped to the store', ['Swift']],
  ['A swift fix', []],
  ['In Spring we plan the launch', []],
  ['The spring 2026 campaign', []],
  ['Spring Boot upgrade', ['Spring']],
  ['Used Spring and Hibernate', ['Spring', 'Hibernate']],
  ['Talked to Ruby about the release', []],
  ['Ruby on Rails upgrade', ['Ruby on Rails']],
  ['Upgraded to Ruby 3.3', ['Ruby']],
  ['Word of mouth brought three clients', []],
  ['In a word: done', []],
  ['Exported the plan as a Word document', ['Word']],
  ['Excel at teamwork', []],
  ['Excel export for finance', ['Excel']],
  ['Cleaned the data in Excel', ['Excel']],
  ['Plan C and the R&D budget', []],
  ['Wrote a C extension', ['C']],
  ['C, C++ and C# samples', ['C', 'C++', 'C#']],
  ['Vitamin C for the whole team', []],
  ['Plotted the results in R', ['R']],
  ['Room R is booked', []],
  ['American Express integration failed', []],
  ['Ported the server to Express', ['Express.js']],
  ['Vault migration finished', ['HashiCorp Vault']],
  ['Opened the vault at the bank', []],
  ['Slack bot answers questions', ['Slack']],
  ['Cut some slack for the juniors', []],
  ['Asked in Slack for a reviewer', ['Slack']],
  ['Set up k8s on EKS', ['Kubernetes', 'AWS']],
  ['Read https://github.com/redis/redis and mailed docker@example.org', []],
  ['Tagged it +react and @python', []],
  ['The react-router upgrade', ['React']],
  ['TypeScript.', ['TypeScript']],
  ['Postgres and PostgreSQL 16, again PostgreSQL', ['PostgreSQL']],
  ['Fixed a race condition in the job queue', ['Concurrency', 'Message queues']],
  ['Reviewed PRs and mentored Ana', ['Code review', 'Mentoring']],
  ['Ansible/Terraform roles', ['Ansible', 'Terraform']],
  ['Gave a talk on accessibility', ['Public speaking', 'Accessibility']],
  ['Next.js 15 with Tailwind', ['Next.js', 'Tailwind CSS']],
  ['Helm chart for Grafana', ['Helm', 'Grafana']],
  ['At the helm of the team', []],
  ['helm: bump the chart', ['Helm']],
  ['rust: silence clippy', ['Rust', 'Clippy']],
  ['next: release v2', []],
  ['move: see below', []],
  ['Added a jest snapshot', ['Jest']],
  ['Said in jest', []],
  ['No skills here, just lunch', []],
]

for (const [sentence, expected] of table)
  test(`"${sentence}" speaks of ${expected.length === 0 ? 'no skill' : expected.join(', ')}`, () => {
    assert.deepEqual([...new Set(findSkills(sentence).map(({ name }) => name))], expected)
  })

test('every span is verbatim, in order and overlaps no other', () => {
  for (const text of [
    table.map(([sentence]) => sentence).join('. '),
    'Zoë 👩‍💻 wrote C++ in Łódź for PostgreSQL',
  ])
    for (const [index, skill] of findSkills(text).entries()) {
      assert.equal(text.slice(skill.start, skill.end), skill.surface)
      assert.ok(skill.start >= (findSkills(text)[index - 1]?.end ?? 0))
      assert.ok(skill.confidence > 0 && skill.confidence <= 1)
    }
})

test('an alias, another casing and the name itself mean one skill', () => {
  for (const alias of ['k8s', 'KUBERNETES', 'kubectl', ' Kubernetes '])
    assert.equal(canonicalSkill(alias)?.name, 'Kubernetes')
  assert.equal(canonicalSkill('underwater basket weaving'), undefined)
})

test('no skill is listed twice, and no surface belongs to two skills', () => {
  const names = skillNames.map(({ name }) => name)
  assert.equal(new Set(names).size, names.length)
  assert.ok(names.length >= 400, String(names.length))
  const owners = new Map<string, string>()
  for (const { name, surfaces } of skillNames)
    for (const { text } of surfaces) {
      const owner = owners.get(text)
      assert.ok(owner === undefined || owner === name, `${text}: ${owner} and ${name}`)
      owners.set(text, name)
    }
})

test('hostile input ends: a long run of ambiguous words, of brackets, of one letter', () => {
  assert.deepEqual(findSkills('Go '.repeat(20_000)), [])
  assert.equal(findSkills('Python, Go, '.repeat(2000)).length, 4000)
  assert.deepEqual(findSkills('('.repeat(50_000)), [])
  assert.deepEqual(findSkills('a'.repeat(50_000)), [])
})
