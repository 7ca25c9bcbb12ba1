/**
 * Whether a site lets its pages be read by AI as they are asked for: the signal `ai-input` of a `Content-Signal` line of
 * robots.txt or of a response header of that name (contentsignals.org, draft-romm-aipref-contentsignals), such as
 * `search=yes, ai-input=no`. Undefined where it says nothing; of two that contradict each other, `no` holds.
 */
export function aiInputOf(value: string): boolean | undefined {
  const signals = value.split(/[,;]/).map((signal) => signal.toLowerCase().replace(/\s+/g, ''))
  if (signals.includes('ai-input=no')) return false
  return signals.includes('ai-input=yes') ? true : undefined
}

/** What is said of a page that is not read for this reason. */
export const asksAgainstAi = 'its site asks not to be read by AI (Content-Signal: ai-input=no).'
