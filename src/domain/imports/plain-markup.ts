/** Marks of Markdown as Obsidian and Logseq write it, and what stands in their place. */
const markdownMarks: readonly (readonly [RegExp, string])[] = [
  [/%%.*?%%|<!--.*?-->/gsu, ''],
  [/!\[\[[^\]\n]*\]\]|!\[[^\]\n]*\]\([^)\n]*\)/gu, ''],
  [/\[\[[^\]|\n]*\|([^\]\n]+)\]\]/gu, '$1'],
  [/\[\[([^\]\n]+)\]\]/gu, '$1'],
  [/\[([^\]\n]+)\]\((?:[^()\s]|\([^()\s]*\))+(?:\s+"[^"\n]*")?\)/gu, '$1'],
  [/<(https?:\/\/[^>\s]+)>/gu, '$1'],
  [/\(\([0-9a-f]{8}-[0-9a-f-]{27}\)\)/gu, ''],
  [/\[\^[\w-]+\]/gu, ''],
  // What Obsidian and its tasks put at the end of a line: a name of the block, dates and marks of a task.
  [/\s+\^[\w-]+$/gmu, ''],
  [/\s*[✅📅⏳🛫➕❌]\ufe0f?\s*\d{4}-\d{2}-\d{2}/gu, ''],
  [/\s*[🔁⏫🔼🔽🔺⏬](?:\ufe0f)?(?:\s+every [\w ]+)?(?=\s|$)/gu, ''],
  [/\*\*(?=\S)(.+?)(?<=\S)\*\*/gu, '$1'],
  // One word between two pairs is a name of Python's: `__init__`.
  [/(?<![\p{L}\p{N}_])__(?=\S)([^_\n]+ [^_\n]*?)(?<=\S)__(?![\p{L}\p{N}_])/gu, '$1'],
  [/(?<![\p{L}\p{N}*])\*(?=[^\s*])([^*\n]+?)(?<=\S)\*(?![\p{L}\p{N}*])/gu, '$1'],
  [/(?<![\p{L}\p{N}_])_(?=[^\s_])([^_\n]+?)(?<=\S)_(?![\p{L}\p{N}_])/gu, '$1'],
  [/~~(?=\S)(.+?)(?<=\S)~~/gu, '$1'],
  [/==(?=\S)(.+?)(?<=\S)==/gu, '$1'],
]
const orgMarks: readonly (readonly [RegExp, string])[] = [
  [/\[\[[^\]\n]+\]\[([^\]\n]+)\]\]/gu, '$1'],
  [/\[\[(?:file:|id:)?([^\]\n]+)\]\]/gu, '$1'],
  ...['\\*', '/', '_', '\\+'].map(
    (mark) =>
      [
        new RegExp(`(?<=^|[\\s('"{-])${mark}(?=\\S)([^\\n]+?)(?<=\\S)${mark}(?=$|[\\s)'".,;:!?}-])`, 'gmu'),
        '$1',
      ] as const,
  ),
]

/** What keeps its marks: code, and signs after a backslash. */
const markdownCode = /\\(?<sign>[\\`*_[\]{}()#+.!|~<>-])|(?<fence>`+)(?!`)(?<words>.+?)(?<!`)\k<fence>(?!`)/gu
const orgCode =
  /(?<=^|[\s('"{-])(?<fence>[=~])(?=\S)(?<words>[^\n]+?)(?<=\S)\k<fence>(?=$|[\s)'".,;:!?}-])/gmu

/** The words of Markdown as a person reads them: without emphasis, with the texts of links; code as it stands. */
export function plainMarkdown(text: string): string {
  return outsideCode(text, markdownCode, [
    ...markdownMarks,
    [/^(?:>\s?)+(?:\[![\w-]+\][+-]?\s*)?/gmu, ''],
    [/(?<=\S) {2,}(?=\S)/gu, ' '],
  ])
}

/** The words of Org's markup as a person reads them. */
export function plainOrg(text: string): string {
  return outsideCode(text, orgCode, orgMarks)
}

/** Marks go from what is not code; of code only its own marks do. */
function outsideCode(text: string, code: RegExp, marks: typeof markdownMarks): string {
  const kept = [...text.matchAll(code)].map(({ groups }) => groups?.sign ?? groups?.words ?? '')
  let held = 0
  const words = text.replaceAll('\u0000', '').replace(code, () => `\u0000${held++}\u0000`)
  const plain = marks.reduce((said, [pattern, to]) => said.replace(pattern, to), words)
  return plain.replace(/\u0000(\d+)\u0000/gu, (_all, index: string) => kept[Number(index)] ?? '')
}

/**
 * Tags that other programs write into the text, such as `@web` and `#web`: those at the end are labels and leave it, like
 * ours; one in the middle is a word of its sentence and stays.
 */
export function withoutLabels(text: string, sign: '@' | '#'): { text: string; tags: string[] } {
  const name = `${sign}(\\p{L}[\\p{L}\\p{N}_/-]*)`
  const tags = [...text.matchAll(new RegExp(`(?<=^|[\\s(])${name}(?=$|[\\s),.;:!?])`, 'gu'))]
  const words = text
    .replace(new RegExp(`(?:(?:^|\\s+)${name})+\\s*$`, 'u'), '')
    .replace(new RegExp(`(?:[^\\S\\n]+${name})+(?=[^\\S\\n]*\\n)`, 'gu'), '')
  return { text: words, tags: [...new Set(tags.map(([, tag = '']) => tag))] }
}
