import type { DigestMailData, MailItem } from '../../src/render/digest-mail.ts'

/** One chosen page; what the test is about is overridden. */
export function sampleItem(position: number, more: Partial<MailItem> = {}): MailItem {
  return {
    position,
    section: position <= 3 ? 'on brand' : 'market',
    heading: `Heading ${position}`,
    url: `https://news.example/${position}`,
    site: 'News',
    publishedAt: new Date('2026-04-09T22:30:00Z'),
    relevance: 80,
    summary: 'A summary of the page.',
    reason: 'pizza ×3',
    quote: 'A quote of the page.',
    risks: [],
    learned: 'pizza +1.2, like 3 items you said yes to',
    alsoAt: ['other.example', 'third.example'],
    yesUrl: `https://desk.example/v/yes-${position}`,
    noUrl: `https://desk.example/v/no-${position}`,
    ...more,
  }
}

/** An edition of five, or of these items. */
export function sampleEdition(
  items: MailItem[] = [1, 2, 3, 4, 5].map((position) => sampleItem(position)),
): DigestMailData {
  return {
    brand: { name: 'Debonairs Pizza', primary: '#c8102e', secondary: '#ffb81c', language: 'en' },
    at: new Date('2026-04-10T04:00:00Z'),
    zone: 'Africa/Johannesburg',
    wanted: 5,
    items,
    making: {
      sourcesRead: 7,
      sourcesFailed: [{ name: 'Coast', error: '410 Gone' }],
      pagesSeen: 31,
      pagesRejected: 4,
      notJudged: null,
      shortfall: null,
      searched: ['Debonairs Pizza'],
      engine: 'offline',
      cost: null,
    },
    unsubscribeUrl: 'https://desk.example/unsubscribe/abc',
  }
}
