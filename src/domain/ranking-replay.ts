import { scoreByVotes, type JudgedPage, type PageVote } from './page-ranking.ts'

/** An edition that readers voted on. */
export interface ReplayedEdition {
  id: string
  at: Date
  pages: readonly JudgedPage[]
}

/** How good a ranking was, 0 to 1; null where no vote says anything. */
export interface RankingFigures {
  /** Of the first five pages, the share of yes among those that were voted on. */
  precision: number | null
  /** nDCG at five (Järvelin and Kekäläinen, 2002) over the pages that were voted on. */
  ndcg: number | null
}

export interface Replay {
  editions: number
  votes: number
  /** By the judgement alone. */
  without: RankingFigures
  /** By what could be learned from the votes that came before each edition. */
  learned: RankingFigures
}

const first = 5

/** Ranks past editions again, each with the votes that had come before it, and compares with what readers then said. */
export function replayEditions(editions: readonly ReplayedEdition[], votes: readonly PageVote[]): Replay {
  const said = balanceOf(votes)
  const without: Outcome[] = []
  const learned: Outcome[] = []
  const voted = editions.filter(({ pages }) => pages.some(({ id }) => said.has(id)))
  for (const { at, pages } of voted) {
    const earlier = votes.filter(({ votedAt }) => votedAt < at)
    const scores = scoreByVotes(pages, earlier, at)
    without.push(outcomeOf(pages, ({ relevance }) => relevance, said))
    learned.push(outcomeOf(pages, ({ id, relevance }) => scores.get(id)?.score ?? relevance, said))
  }
  const ids = new Set(voted.flatMap(({ pages }) => pages.map(({ id }) => id)))
  return {
    editions: voted.length,
    votes: votes.filter(({ page }) => ids.has(page.id)).length,
    without: meanOf(without),
    learned: meanOf(learned),
  }
}

type Outcome = RankingFigures

/** More yes than no: true. A draw says nothing. */
function balanceOf(votes: readonly PageVote[]): Map<string, boolean> {
  const balance = new Map<string, number>()
  for (const { page, vote } of votes)
    balance.set(page.id, (balance.get(page.id) ?? 0) + (vote === 'yes' ? 1 : -1))
  return new Map([...balance].flatMap(([id, lead]) => (lead === 0 ? [] : [[id, lead > 0] as const])))
}

function outcomeOf(
  pages: readonly JudgedPage[],
  worth: (page: JudgedPage) => number,
  said: ReadonlyMap<string, boolean>,
): Outcome {
  const ranked = pages.toSorted((a, b) => worth(b) - worth(a) || (a.id < b.id ? -1 : 1))
  const inFirst = ranked.slice(0, first).flatMap(({ id }) => said.get(id) ?? [])
  const gains = ranked.flatMap(({ id }) => said.get(id) ?? []).map(Number)
  const best = sumOf(gains.toSorted((a, b) => b - a))
  return {
    precision: inFirst.length === 0 ? null : inFirst.filter(Boolean).length / inFirst.length,
    ndcg: best === 0 ? null : sumOf(gains) / best,
  }
}

function sumOf(gains: readonly number[]): number {
  return gains.slice(0, first).reduce((sum, gain, place) => sum + gain / Math.log2(place + 2), 0)
}

function meanOf(outcomes: readonly Outcome[]): RankingFigures {
  const mean = (figures: (number | null)[]) => {
    const known = figures.filter((figure) => figure !== null)
    return known.length === 0 ? null : known.reduce((sum, figure) => sum + figure, 0) / known.length
  }
  return {
    precision: mean(outcomes.map(({ precision }) => precision)),
    ndcg: mean(outcomes.map(({ ndcg }) => ndcg)),
  }
}
