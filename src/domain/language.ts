/** The commonest words of the languages that pages of South Africa and of the web's big ones are written in. */
const commonWords: Record<string, string> = {
  en: 'the and of to in that for with was are this have from they which but not their has been will',
  af: 'die en van het nie is vir n dat wat sy ons hulle ook hierdie deur word om te nog baie sal gaan',
  zu: 'ukuthi futhi kodwa ngoba lapho kusho uma wathi abantu kakhulu kanye nje ukuba njengoba yini bonke kwa sengathi',
  xh: 'ukuba kwaye kodwa ngokuba abantu xa kakhulu okanye kunye ngenxa yokuba into zonke njengoko wathi',
  st: 'hore empa hobane batho haholo jwalo ka bakeng sa le ho ya ba tse eo ke ha',
  fr: 'le la les des et est une dans pour que qui sur avec pas plus sont par ce au cette',
  de: 'der die das und ist nicht mit von den auf für ein eine sich dem auch wird sind bei als',
  pt: 'de que não para uma com os em por mais as dos como mas ao ele das seu sua são',
  es: 'el los las que una por con para del se como más pero sus al este está son fue',
  nl: 'de een niet voor zijn aan er naar wordt deze hij werd worden heeft dit uit hun geen nog zich',
}

const languages = Object.keys(commonWords)
/** The languages that each common word belongs to, by their place in the list. */
const languagesOf = new Map<string, number[]>()
for (const [language, common] of Object.values(commonWords).entries())
  for (const word of new Set(common.split(' ')))
    languagesOf.set(word, [...(languagesOf.get(word) ?? []), language])

/** Scripts that one language, or nearly one, is written in. */
const scripts: readonly [RegExp, string][] = [
  [/[\p{Script=Hiragana}\p{Script=Katakana}]/gu, 'ja'],
  [/\p{Script=Hangul}/gu, 'ko'],
  [/\p{Script=Han}/gu, 'zh'],
  [/\p{Script=Greek}/gu, 'el'],
  [/\p{Script=Hebrew}/gu, 'he'],
  [/\p{Script=Thai}/gu, 'th'],
]
const anyScript =
  /[\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Script=Han}\p{Script=Greek}\p{Script=Hebrew}\p{Script=Thai}]/u
const leastScript = 0.3
const leastLetters = 40

/** Some 600 words. */
const longestText = 4000
const leastWords = 30
const leastShare = 0.08

/**
 * The language of a text by its script or its commonest words, as two letters; undefined where the text is short or no language
 * stands out. Cheap and only good enough to tell a page that the reader of an edition could not read.
 */
export function guessLanguage(text: string): string | undefined {
  const byScript = languageOfScript(text.slice(0, longestText))
  if (byScript !== undefined) return byScript
  const words =
    text
      .slice(0, longestText)
      .toLowerCase()
      .match(/\p{L}+/gu) ?? []
  if (words.length < leastWords) return undefined
  const [first, second] = sharesOf(words)
  if (first === undefined || second === undefined) return undefined
  return first.share >= leastShare && first.share >= second.share * 1.4 ? first.language : undefined
}

/** Whether a text in this language would be told from others. */
export function isGuessable(language: string): boolean {
  return language in commonWords || scripts.some(([, known]) => known === language)
}

/** The part of the words that is common in each language, the largest first. */
function sharesOf(words: readonly string[]): { language: string; share: number }[] {
  const times = languages.map(() => 0)
  for (const word of words) {
    const known = languagesOf.get(word)
    if (known === undefined) continue
    for (const language of known) times[language] = (times[language] ?? 0) + 1
  }
  return languages
    .map((language, at) => ({ language, share: (times[at] ?? 0) / words.length }))
    .sort((a, b) => b.share - a.share)
}

function languageOfScript(text: string): string | undefined {
  if (!anyScript.test(text)) return undefined
  const letters = text.match(/\p{L}/gu)?.length ?? 0
  if (letters < leastLetters) return undefined
  return scripts.find(([script]) => (text.match(script)?.length ?? 0) >= letters * leastScript)?.[1]
}
