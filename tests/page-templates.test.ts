import assert from 'node:assert/strict'
import { readFileSync, readdirSync } from 'node:fs'
import { test } from 'node:test'
import { readPage } from '../src/io/parse/page/index.ts'

/** Pages as the templates of publishers have them. `⟦` and `⟧` stand around what is their text, and are taken out. */
const folder = new URL('fixtures/news-pages/', import.meta.url)
const read = (html: string) => readPage(html, 'https://news.example/2026/story').text

/** Pages that lose or keep more than a word in twenty: leads above a body, fact boxes, offers, numbers of pictures, datelines. */
const hardest: Readonly<Record<string, number>> = {
  'gallery-spanish': 0.84,
  'newspaper-infobox-french': 0.81,
  'paywall-german': 0.89,
  taiwan: 0.94,
}

for (const file of readdirSync(folder)) {
  const name = file.replace('.html', '')
  test(`the text of the page ${name} is what is marked in it`, () => {
    const marked = readFileSync(new URL(file, folder), 'utf8')
    const wanted = [...marked.matchAll(/⟦([^⟧]*)⟧/g)].map((match) => match[1]?.replace(/<[^>]*>/g, '') ?? '')
    const text = read(marked.replace(/[⟦⟧]/g, ''))
    const score = wordF1(text, wanted.join('\n'))
    assert.ok(score >= (hardest[name] ?? 0.95), `${score.toFixed(3)}\n${text}`)
  })
}

test('a story that tells of joining, testing and following keeps each of its lines', () => {
  const told = [
    'انضم إلى الفريق لاعب جديد قادم من تونس بعد مفاوضات استمرت ثلاثة أسابيع كاملة.',
    'Pemain itu resmi bergabung di Persib setelah menandatangani kontrak dua tahun kemarin.',
    'Wer Fieber hat, soll sich jetzt testen lassen, sagte die Ministerin am Montag in Berlin.',
    'אלפי תושבים הצטרפו אתמול להפגנה במרכז העיר נגד סגירת הספרייה הישנה.',
    '民眾可下載APP查詢下一班公車的到站時間，市府表示，系統每三十秒更新一次，目前已有二十萬人使用。',
    'Жители района создали канал в Telegram, где рассказывают о ходе ремонта моста и объездах.',
  ]
  const body = told.map((line) => `<p>${line}</p>`).join('')
  assert.equal(read(`<article><h1>Town</h1>${body}</article>`), told.join('\n\n'))
})

function wordF1(text: string, wanted: string): number {
  const [found, sought] = [wordsOf(text), wordsOf(wanted)]
  let shared = 0
  for (const word of found) {
    const place = sought.indexOf(word)
    if (place === -1) continue
    sought.splice(place, 1)
    shared += 1
  }
  return (2 * shared) / (found.length + wordsOf(wanted).length)
}

function wordsOf(text: string): string[] {
  return text.toLowerCase().match(/[\p{L}\p{N}_]+/gu) ?? []
}
