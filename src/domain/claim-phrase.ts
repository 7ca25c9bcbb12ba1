import { isGrammar } from './claim-grammar.ts'
import { longestPhrase, phraseMeaning } from './claim-synonyms.ts'
import type { ClaimToken } from './claim-token.ts'
import { phraseGroup } from './claim-verbs.ts'

/** Phrases of one meaning as one token: `set up`, `pull request`. */
export function joinPhrases(tokens: readonly ClaimToken[], text: string): ClaimToken[] {
  const joined: ClaimToken[] = []
  for (let index = 0; index < tokens.length;) {
    const phrase = phraseAt(tokens, index, text)
    const token = phrase?.token ?? tokens[index]
    if (token !== undefined) joined.push(token)
    index += phrase?.length ?? 1
  }
  return joined
}

function phraseAt(
  tokens: readonly ClaimToken[],
  index: number,
  text: string,
): { token: ClaimToken; length: number } | undefined {
  const first = tokens[index]
  if (first?.kind !== 'word') return undefined
  for (let count = longestPhrase; count > 1; count -= 1) {
    const words = tokens
      .slice(index, index + count * 2 - 1)
      .filter(({ text }) => text !== '-')
      .slice(0, count)
    const last = words.at(-1)
    if (words.length < count || last === undefined || words.some(({ kind }) => kind !== 'word')) continue
    if (/[^\s\p{L}\p{N}-]/u.test(text.slice(first.end, last.start))) continue
    const length = tokens.indexOf(last) - index + 1
    const stems = words.map(({ stem }) => stem).join(' ')
    const meaning = phraseMeaning(stems)
    const isVerb = first.form !== 'base' || !isBehindNoun(tokens, index)
    const group = count === 2 && isVerb ? phraseGroup(first.stem, last.text.toLowerCase()) : undefined
    if (meaning === undefined && group === undefined) continue
    const whole = {
      ...first,
      text: text.slice(first.start, last.end),
      end: last.end,
      isPlural: last.isPlural,
    }
    const keys = [
      stems,
      ...words.flatMap((word) => word.keys.filter((key) => key.startsWith('#'))),
      ...(meaning === undefined ? [] : [meaning]),
      ...(group === undefined ? [] : nounKeys(group)),
    ]
    return { token: { ...whole, keys, verb: group ?? first.verb, isName: false }, length }
  }
  return undefined
}

/** `the power [draw] in sleep mode`, `pre-commit [hooks] in`: a noun, whatever its verb does with the word behind it. */
function isBehindNoun(tokens: readonly ClaimToken[], index: number): boolean {
  const before = tokens[index - 1]
  const isNoun =
    before?.kind === 'word' && before.form === 'base' && !isGrammar(before) && before.verb === undefined
  const isJoined = before?.text === '-' && before.end === tokens[index]?.start
  return isNoun || isJoined
}

/** Verbs whose nouns are no synonyms: code is no build, and work is no deed. */
export function nounKeys(verb: string): string[] {
  return [
    'create',
    'work',
    'help',
    'run',
    'change',
    'write',
    'use',
    'get',
    'meet',
    'set',
    'say',
    'start',
  ].includes(verb)
    ? []
    : [`@${verb}`]
}
