import type { Section, Vote } from '../contracts/digest.ts'
import { explainRank, oddsOfScore, rankByVotes, type RankItem } from './learned-ranking.ts'

/** A page as it was judged for an edition; `id` is that of its item. */
export interface JudgedPage {
  id: string
  title: string
  text: string
  /** 0 to 100. */
  relevance: number
  section: Section
  source: string
  publishedAt: Date | null
}

/** What one reader said of a page. */
export interface PageVote {
  page: JudgedPage
  vote: Vote
  votedAt: Date
}

export interface LearnedScore {
  /** 0 to 100. */
  score: number
  why: string
}

/** The best pages by their judgement; the others were too far off for votes to lift them, and keep their score. */
const mostPages = 250
const dayMs = 86_400_000

/** What the votes on other pages make of judged pages, by the id of each; empty where nobody has voted. */
export function scoreByVotes(
  pages: readonly JudgedPage[],
  votes: readonly PageVote[],
  now: Date,
): Map<string, LearnedScore> {
  if (votes.length === 0) return new Map()
  const best = pages.toSorted((a, b) => b.relevance - a.relevance).slice(0, mostPages)
  const voted = votes
    .toSorted((a, b) => a.votedAt.getTime() - b.votedAt.getTime())
    .map(({ page, vote, votedAt }) => ({
      item: toRankItem(page, votedAt),
      yes: vote === 'yes',
      daysAgo: (now.getTime() - votedAt.getTime()) / dayMs,
    }))
  const ranked = rankByVotes(
    best.map((page) => toRankItem(page, now)),
    voted,
  )
  return new Map(
    ranked.map(({ id, score, ...why }) => [id, { score: Math.round(100 * score), why: explainRank(why) }]),
  )
}

function toRankItem(
  { id, title, text, relevance, section, source, publishedAt }: JudgedPage,
  now: Date,
): RankItem {
  return {
    id,
    title,
    text,
    prior: oddsOfScore(relevance),
    tags: [`source ${source}`, `section ${section}`],
    age: publishedAt === null ? null : Math.max(0, now.getTime() - publishedAt.getTime()) / dayMs,
  }
}
