export interface CappedScore {
  relevance: number
  /** What was done to the model's score, for the timeline; undefined where it stands. */
  note: string | undefined
}

const mostAbove = 40

/**
 * A model that read a page may have been talked into its score by the page. What it gives above the score by words
 * plus 40 is taken away, and said.
 */
export function capModelScore(model: number, offline: number): CappedScore {
  const limit = Math.min(100, offline + mostAbove)
  if (model <= limit) return { relevance: model, note: undefined }
  return {
    relevance: limit,
    note: `the model gave ${model}, far above ${offline} by its words; capped at ${limit}`,
  }
}
