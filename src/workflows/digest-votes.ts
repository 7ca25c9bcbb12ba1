import type { VotedTitle } from '../agents/page-judge.ts'
import type { WorkflowContext } from '../contracts/workflow.ts'
import type { PageVote } from '../domain/page-ranking.ts'
import { pageVotes } from '../store/page-votes.ts'

const mostVotes = 500
const mostExamples = 4
/** Of these, the newest of each side are the examples. */
const lookedAt = 40

/** The newest votes of a brand's readers: what the ranking is learned from. */
export async function readVotes(brandId: string, { sql, org }: WorkflowContext): Promise<PageVote[]> {
  const rows = await pageVotes(sql, org, { brandId, limit: mostVotes })
  return rows.map(({ vote, votedAt, ...page }) => ({ page, vote, votedAt }))
}

/** A few titles that readers voted on, for the prompt that judges pages. A title that got both votes says nothing. */
export async function exampleVotes(brandId: string, { sql, org }: WorkflowContext): Promise<VotedTitle[]> {
  const rows = await pageVotes(sql, org, { brandId, limit: lookedAt })
  const sides = new Map<string, Set<string>>()
  for (const { title, vote } of rows) sides.set(title, (sides.get(title) ?? new Set()).add(vote))
  const clear = [...sides].flatMap(([title, said]) => (said.size === 1 ? [title] : []))
  const votes = new Map(rows.map(({ title, vote }) => [title, vote]))
  const of = (side: 'yes' | 'no') =>
    clear
      .filter((title) => votes.get(title) === side)
      .slice(0, mostExamples)
      .map((title) => ({ title, vote: side }))
  return [...of('yes'), ...of('no')]
}
