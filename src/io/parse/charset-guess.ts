import { decodeAs } from './charset-label.ts'

const sampleBytes = 60_000
/** Letters and syllables that are common in the languages of a set; a text that is decoded wrongly has few of them. */
const candidates: readonly { set: string; common: RegExp; wide?: boolean }[] = [
  {
    set: 'shift_jis',
    common: /[のにたいはをとるがしでてなっれらものかこすりめくさまきけえよあァ-ヶー日本人年大中]/g,
    wide: true,
  },
  {
    set: 'euc-jp',
    common: /[のにたいはをとるがしでてなっれらものかこすりめくさまきけえよあァ-ヶー日本人年大中]/g,
    wide: true,
  },
  { set: 'cp949', common: /[이다는에의가을하고지은로기사도한들를자어시리서해그나대인과일정있]/g, wide: true },
  {
    set: 'gb18030',
    common: /[的一是不了人在有我他这中大来上国个到说们为子和你地出道也时年得就那要下以生会自着去之过家]/g,
    wide: true,
  },
  {
    set: 'big5hkscs',
    common: /[的一是不了人在有我他這中大來上國個到說們為子和你地出道也時年得就那要下以生會自著去之過家]/g,
    wide: true,
  },
  { set: 'windows-1251', common: /[оеаинтсрвлкмдпу]/g },
  { set: 'koi8-u', common: /[оеаинтсрвлкмдпу]/g },
  { set: 'ibm866', common: /[оеаинтсрвлкмдпу]/g },
  { set: 'iso-8859-5', common: /[оеаинтсрвлкмдпу]/g },
  { set: 'windows-1253', common: /[αοιετσνηυρκλςμπ]/g },
  { set: 'windows-1255', common: /[יוהלארתבשמןדק]/g },
  { set: 'windows-1256', common: /[اليمونترتبدعسفةه]/g },
  { set: 'windows-874', common: /[าร่นอกเงมยลวดท้ิสตีะัป]/g },
  { set: 'windows-1250', common: /[ąęłśżźćńóěščřžýáíéůúőűäöüîâăşţ]/g },
  { set: 'iso-8859-2', common: /[ąęłśżźćńóěščřžýáíéůúőűäöüîâăşţ]/g },
  { set: 'windows-1254', common: /[ıişğçöü]/g },
  { set: 'windows-1252', common: /[éèàêâçôîûïëùñáíóúäöüßåøæãõ’“”–]/g },
]
/** A sign within a word, and a capital after a small letter: what wrong decoding leaves. */
const implausible =
  /(?<=\p{L})[\u0080-\u009f¤¦¨¬¯±²³´¶¹º»¼½¾×÷ªµ\ufffd](?=\p{L})|(?<=\p{Ll})\p{Lu}|(?<=[À-ÿ])[À-ÿ](?=[À-ÿ])|(?<=[^\p{ASCII}])[a-zA-Z](?=[^\p{ASCII}])/gu

/**
 * The character set of bytes that name none and are no UTF-8, by how common the letters are that each set makes of
 * them, and by what no text has. Good for a sentence or two; a few letters may be taken for another set.
 */
export function guessCharset(bytes: Uint8Array): string {
  const sample = foreignPart(bytes)
  let best = { set: 'windows-1252', score: Number.NEGATIVE_INFINITY }
  for (const { set, common, wide = false } of candidates) {
    const text = decodeAs(sample, set)
    if (text === undefined) continue
    const foreign = text.match(/\P{ASCII}/gu)?.length ?? 0
    const found = text.match(common)?.length ?? 0
    const wrong = text.match(implausible)?.length ?? 0
    const score = foreign === 0 ? 0 : (found * (wide ? 2.5 : 1) - wrong * 2) / foreign
    if (score > best.score) best = { set, score }
  }
  return best.set
}

/** Lines that hold more than ASCII; the ends of characters and lines stay together. */
function foreignPart(bytes: Uint8Array): Uint8Array {
  const parts: number[] = []
  let start = 0
  let foreign = false
  for (let at = 0; at <= bytes.length && parts.length < sampleBytes; at += 1) {
    const byte = bytes[at] ?? 0x0a
    if (byte >= 0x80) foreign = true
    if (byte !== 0x0a) continue
    if (foreign) parts.push(...bytes.subarray(start, Math.min(at + 1, start + sampleBytes)))
    start = at + 1
    foreign = false
  }
  return Uint8Array.from(parts)
}
