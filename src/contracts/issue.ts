import * as v from 'valibot'

/** What a schema found wrong in data that somebody typed, as a clause: `"kind" is missing`. */
export function issueText(issue: v.BaseIssue<unknown>): string {
  const place = v.getDotPath(issue)
  const name = place === null ? 'it' : JSON.stringify(place)
  if (issue.received === 'undefined') return `${name} is missing`
  return issue.expected === null
    ? `${name} is wrong: ${issue.message}`
    : `${name} must be ${issue.expected.replace(/^\(|\)$/gu, '')}, not ${issue.received}`
}
