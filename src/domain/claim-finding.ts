/** What the comparison of two clauses has found so far. */
export interface Finding {
  conflicts: string[]
  gaps: string[]
  shown: string[]
}
