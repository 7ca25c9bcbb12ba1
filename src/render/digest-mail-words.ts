import { count, truncate } from '../base/text.ts'
import type { DigestMailData, MailItem, MailMaking } from './digest-mail.ts'

/** The two parts of an edition with their titles; a part without items is left out. */
export function partsOf(items: readonly MailItem[]): { title: string; lead: string; items: MailItem[] }[] {
  return [
    { title: 'On the brand', lead: 'You, your products and what you sell.', section: 'on brand' },
    { title: 'In the market', lead: 'The world around you, not about the brand.', section: 'market' },
  ]
    .map(({ section, ...part }) => ({ ...part, items: items.filter((item) => item.section === section) }))
    .filter((part) => part.items.length > 0)
}

/** `Five pages for your day.`; says so where there are fewer than wanted. */
export function greeting({ items, wanted, making }: DigestMailData): string {
  const pages = `${numeral(items.length)} ${items.length === 1 ? 'page' : 'pages'}`
  if (items.length >= wanted) return `${pages} worth your time today.`
  const why = making.shortfall === null ? '.' : `; ${making.shortfall}.`
  return `${pages} worth your time today. ${numeral(wanted)} were wanted${why}`
}

export function longDate(at: Date, zone: string): string {
  return new Intl.DateTimeFormat('en-GB', { dateStyle: 'full', timeZone: zone }).format(at)
}

/** `Food Herald · 19 November · 87 of 100`; a day of another year than the edition's names it. */
export function itemFacts(
  { site, publishedAt, relevance }: MailItem,
  { at, zone }: Pick<DigestMailData, 'at' | 'zone'>,
): string {
  return `${site} · ${publishedAt === null ? 'no date' : dayOf(publishedAt, at, zone)} · ${relevance} of 100`
}

function dayOf(date: Date, now: Date, timeZone: string): string {
  const yearOf = (day: Date) => new Intl.DateTimeFormat('en-GB', { year: 'numeric', timeZone }).format(day)
  const day = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'long', timeZone }).format(date)
  return yearOf(date) === yearOf(now) ? day : `${day} ${yearOf(date)}`
}

/** How the edition was made, a name and a sentence each. */
export function makingFacts(making: MailMaking): { name: string; value: string }[] {
  const { sourcesRead, sourcesFailed, pagesSeen, pagesRejected, notJudged, searched, engine } = making
  return [
    {
      name: 'Read',
      value: `${count(sourcesRead, 'source')}, ${count(pagesSeen, 'page')} seen, ${pagesRejected} refused`,
    },
    ...(sourcesFailed.length > 0 ? [{ name: 'Not read', value: failures(sourcesFailed) }] : []),
    ...(notJudged === null
      ? []
      : [
          {
            name: 'Not judged',
            value: `${count(notJudged.pages, 'page')}: ${notJudged.reason.slice(0, 160)}`,
          },
        ]),
    ...(searched.length > 0 ? [{ name: 'Searched', value: searched.slice(0, 12).join(', ') }] : []),
    {
      name: 'Judged by',
      value: engine === 'offline' ? 'offline: by the words of the brand, no model' : engine,
    },
    { name: 'Cost', value: costOf(making) },
  ]
}

function costOf({ cost }: MailMaking): string {
  if (cost === null || cost.calls === 0) return 'nothing, no model was asked'
  const calls = `${count(cost.calls, 'call')} to a model`
  if (cost.unpriced === cost.calls) return `unknown, no price is set; ${calls}`
  const dollars = `US$ ${cost.dollars.toFixed(cost.dollars >= 1 ? 2 : 4)} for ${calls}`
  return cost.unpriced === 0 ? dollars : `${dollars}, and ${cost.unpriced} without a price`
}

export const voteNote =
  'A link opens a page; only its button counts as your vote. Votes teach the next edition.'

function failures(failed: MailMaking['sourcesFailed']): string {
  const shown = failed.slice(0, 5).map(({ name, error }) => `${name} (${truncate(error, 160)})`)
  return [...shown, ...(failed.length > 5 ? [`and ${failed.length - 5} more`] : [])].join('; ')
}

function numeral(number: number): string {
  const words = ['No', 'One', 'Two', 'Three', 'Four', 'Five', 'Six', 'Seven', 'Eight', 'Nine', 'Ten']
  return words[number] ?? String(number)
}

/** Why an item is there and what else is to be said of it, each with its name. */
export function asides({ reason, risks, learned, alsoAt }: MailItem): { name: string; text: string }[] {
  return [
    ...(reason === '' ? [] : [{ name: 'Why', text: reason }]),
    ...(learned === null ? [] : [{ name: 'Your votes', text: learned }]),
    ...risks.map((text) => ({ name: 'Careful', text })),
    ...(alsoAt.length === 0 ? [] : [{ name: 'Also at', text: alsoAt.join(', ') }]),
  ]
}
