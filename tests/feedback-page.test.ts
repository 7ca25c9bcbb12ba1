import assert from 'node:assert/strict'
import { test } from 'node:test'
import { linkTroublePage, thanksPage, votePage } from '../src/render/feedback-page.ts'

const brand = { name: 'Debonairs Pizza', primary: '#c8102e', secondary: '#ffb81c', language: 'en' }
const item = { heading: 'The Friday box <b>', site: 'Kasi "Plate"' }

test('the page of a link has one button, which posts to the signed link, and no other way to vote', () => {
  const page = votePage({ brand, item, vote: 'yes', before: null, action: '/v/abc?x=1&y=2' })
  assert.equal(page.match(/<button/g)?.length, 1)
  assert.match(page, /<form method="post" action="\/v\/abc\?x=1&amp;y=2">/)
  assert.ok(!/<script|onload|http-equiv="refresh|<a |<img|autofocus/i.test(page))
})

test('the page says what the vote means and that nothing counts yet', () => {
  assert.match(
    votePage({ brand, item, vote: 'no', before: null, action: '/' }),
    /leave pages like this one out\. Nothing is counted until you press/,
  )
  assert.match(
    votePage({ brand, item, vote: 'yes', before: 'no', action: '/' }),
    /Your vote is <strong>no<\/strong> now\./,
  )
})

test('the page after the vote offers a change of mind by the other vote', () => {
  const remark = { rating: 4, note: '</textarea><b>' }
  const page = thanksPage({ brand, item, vote: 'yes', remark, action: '/v/same', changeAction: '/v/other' })
  assert.match(page, /Thank you/)
  assert.match(page, /action="\/v\/other"[^]*Change it to no/)
  assert.match(page, /action="\/v\/same"[^]*value="4"\s+checked/)
  assert.ok(page.includes('&lt;/textarea&gt;') && !page.includes('<b>'))
})

test('headings and sites from outside are escaped', () => {
  const page = votePage({ brand, item, vote: 'yes', before: null, action: '"><script>' })
  assert.ok(page.includes('The Friday box &lt;b&gt;') && page.includes('Kasi &quot;Plate&quot;'))
  assert.ok(!page.includes('<script>'))
})

for (const trouble of ['expired', 'forged', 'gone'] as const)
  test(`a link that is ${trouble} shows a page without a button that says nothing was counted`, () => {
    const page = linkTroublePage(trouble, brand)
    assert.match(page, /Nothing was counted/)
    assert.ok(!page.includes('<button'))
    assert.match(linkTroublePage(trouble), /nightdesk/)
  })
