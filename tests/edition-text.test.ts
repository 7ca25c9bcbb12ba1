import assert from 'node:assert/strict'
import { PassThrough } from 'node:stream'
import { test } from 'node:test'
import stringWidth from 'string-width'
import { createScrubber } from '../src/base/scrubber.ts'
import { fatesText, whyText } from '../src/cli/edition-text.ts'
import { createPrinter, type Printer } from '../src/cli/print.ts'
import type { DigestItem, Evaluation } from '../src/contracts/digest.ts'

function printer(columns: number | undefined): Printer {
  const stream = (isTTY: boolean) => Object.assign(new PassThrough(), { isTTY, columns })
  // A terminal as far as a printer looks at one.
  const [stdout, stderr] = [stream(columns !== undefined), stream(false)] as unknown as NodeJS.WriteStream[]
  assert.ok(stdout !== undefined && stderr !== undefined)
  return createPrinter({ json: false, stdout, stderr, env: { NO_COLOR: '1' }, scrubber: createScrubber() })
}

const reason =
  'its site is of another country (United Kingdom), and it names neither Debonairs Pizza nor South Africa'

function item(more: Partial<DigestItem> = {}): DigestItem {
  return {
    id: '01a1fcbc-a048-7cc6-bbcc-80fa757e2b8d',
    url: 'https://news.co.uk/a',
    urlHash: 'x',
    source: 'Google News, South Africa',
    title: '新しいピザの店が昨日、町の中心部に開店した。初日にはみんなが見に来た、と町長は話した。'.repeat(2),
    summary: null,
    publishedAt: null,
    pageId: null,
    fate: 'rejected',
    reason,
    score: null,
    why: null,
    position: null,
    sameAs: null,
    evaluation: null,
    ...more,
  }
}

test('on a terminal of 80 columns each fate stands with its whole reason, in a pipe on one line', () => {
  const items = [item(), item({ fate: 'passed-over', score: 100, title: '\u001b[31mred' })]
  const shown = fatesText(items, printer(80))
  for (const line of shown.split('\n')) assert.ok(stringWidth(line) <= 80, line)
  assert.equal(shown.split(/\s+/).join(' ').split(reason).length, 3)
  assert.doesNotMatch(shown, /\u001b/)
  const piped = fatesText(items, printer(undefined)).split('\n')
  assert.equal(piped.length, 3)
  assert.ok(piped[1]?.endsWith(reason))
})

test('why a page stands where it does fits the terminal, and says nothing of votes on a page that was not judged', () => {
  const place = { digestId: 'd', brand: 'debonairs', yes: 1, no: 0 }
  const refused = whyText({ ...item(), ...place }, printer(80))
  assert.match(refused, /judged {4}not judged\n(?:fate|readers)/)
  const evaluation: Evaluation = {
    id: 'e',
    pageId: 'p',
    textHash: 't',
    brandHash: 'b',
    relevance: 85,
    section: 'on brand',
    heading: 'A heading that goes on and on, '.repeat(5),
    summary: '',
    reason: 'Debonairs ×2, pizza ×5, '.repeat(8),
    quotes: [],
    risks: [],
    sentiment: 'neutral',
    topics: ['pizza'],
    entities: Array.from({ length: 12 }, (_, index) => `Somebody ${index}`),
    engine: 'offline',
    agentVersion: 2,
  }
  const why = 'pizza +1.2, source News24 +0.4, like 3 items you said yes to'
  const told = whyText({ ...item(), ...place, evaluation, score: 90, why }, printer(80))
  for (const line of told.split('\n')) assert.ok(stringWidth(line) <= 80, line)
  assert.ok(told.includes(`votes     90: ${why}`))
})
