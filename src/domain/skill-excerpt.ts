const longest = 200
const opening = /^[\s;]*(?:[-*•]\s+)?/u
/** A full stop ends a sentence where a capital, a digit or nothing follows, so that `e.g. this` stays whole. */
const ending = /[.!?](?=\s+[\p{Lu}\p{N}"“(]|\s*$|\s*\n)|;(?=\s)|\n/u
const boundary = /(?:[.!?]\s+(?=[\p{Lu}\p{N}"“(])|;\s+|[.!?;]?[^\S\n]{0,8}\n\s*)(?:[-*•]\s+)?/gu

/** The part of a text that speaks of what stands at `start` to `end`: its sentence, or of a long one what is near. Verbatim. */
export function excerptAround(text: string, start: number, end: number): { start: number; end: number } {
  const from = sentenceStart(text, start)
  const to = sentenceEnd(text, end)
  if (to - from <= longest) return { start: from, end: to }
  const margin = Math.max(0, Math.floor((longest - (end - start)) / 2))
  return {
    start: start - margin <= from ? from : nextWord(text, start - margin, start),
    end: end + margin >= to ? to : previousWord(text, end + margin, end),
  }
}

/** The sentences of a text, without bullets and the white space around them. A line of dashes is none. */
export function sentencesOf(text: string): { start: number; end: number }[] {
  const found: { start: number; end: number }[] = []
  for (let index = 0; index < text.length;) {
    const start = index + (opening.exec(text.slice(index))?.[0].length ?? 0)
    if (start >= text.length) break
    const end = sentenceEnd(text, start)
    if (/[\p{L}\p{N}]/u.test(text.slice(start, end))) found.push({ start, end })
    index = Math.max(end, start + 1)
  }
  return found
}

function sentenceStart(text: string, position: number): number {
  const last = Array.from(text.slice(0, position).matchAll(boundary)).at(-1)
  return last === undefined
    ? (opening.exec(text.slice(0, position))?.[0].length ?? 0)
    : last.index + last[0].length
}

function sentenceEnd(text: string, position: number): number {
  const stop = ending.exec(text.slice(position))
  if (stop === null) return text.trimEnd().length
  const end = position + stop.index + (/[.!?]/.test(stop[0].charAt(0)) ? 1 : 0)
  return Math.max(position + 1, text.slice(0, end).trimEnd().length)
}

function nextWord(text: string, from: number, limit: number): number {
  const space = text.slice(from, limit).search(/\s/)
  return space === -1 ? limit : from + space + 1
}

function previousWord(text: string, from: number, limit: number): number {
  const space = text.slice(limit, from).search(/\s\S*$/)
  return space === -1 ? limit : limit + space
}
