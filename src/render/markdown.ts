/** Text from an entry or from outside, so that none of it is read as Markdown or HTML (CommonMark, section 2.4). */
export function escapeMarkdown(text: string): string {
  return text.replace(/[\\`*_[\]<>|&]/g, '\\$&').replace(/^([#+-]|\d+[.)])(?=\s)/, escapeOpening)
}

function escapeOpening(opening: string): string {
  return `${opening.slice(0, -1)}\\${opening.slice(-1)}`
}
