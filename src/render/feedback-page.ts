import { truncate } from '../base/text.ts'
import { type PageBrand, brandPage, plainBrand } from './brand-page.ts'
import { Html, html } from './html.ts'

export type Vote = 'yes' | 'no'

export interface VotePageData {
  brand: PageBrand
  item: { heading: string; site: string }
  /** The vote of the link. */
  vote: Vote
  /** What this reader said of the item before; null where nothing. */
  before: Vote | null
  /** Where the button posts: the signed link of the same vote. */
  action: string
}

export interface ThanksPageData {
  brand: PageBrand
  item: { heading: string; site: string }
  /** The vote that now stands. */
  vote: Vote
  /** What its reader added; null where nothing. */
  remark: { rating: number | null; note: string | null }
  /** Where its forms post: the signed link of this vote, and that of the other. */
  action: string
  changeAction: string
}

export type LinkTrouble = 'expired' | 'forged' | 'gone'

/** The page that a yes or no link opens. Nothing counts before its one button is pressed: scanners open links too. */
export function votePage({ brand, item, vote, before, action }: VotePageData): string {
  const question = vote === 'yes' ? 'More like this?' : 'Not for you?'
  return brandPage(
    brand,
    question,
    html`<h1>${question}</h1>
      ${about(item)}
      ${before === null ? null : html`<p>Your vote is <strong>${before}</strong> now${before === vote ? '; pressing again changes nothing' : ''}.</p>`}
      <form method="post" action="${action}">
        <button type="submit">${vote === 'yes' ? 'Yes, more like this' : 'No, not for us'}</button>
      </form>
      <p class="soft below">${meaning[vote]} Nothing is counted until you press.</p>`,
  )
}

/** The page after the vote: a word more for who likes, a change of mind, and the way back. */
export function thanksPage(data: ThanksPageData): string {
  const { brand, item, vote, action, changeAction } = data
  const title = vote === 'yes' ? 'Yes it is' : 'Noted, not for you'
  return brandPage(
    brand,
    title,
    html`<h1>${title}. Thank you.</h1>
      ${about(item)}
      <p>${learned[vote]}</p>
      <div class="row">
        <form method="post" action="${changeAction}">
          <button class="quiet" type="submit">
            ${vote === 'yes' ? 'Change it to no' : 'Change it to yes'}
          </button>
        </form>
        <form method="post" action="${action}">
          <input type="hidden" name="take-back" value="yes" />
          <button class="quiet" type="submit">Take it back</button>
        </form>
      </div>
      ${remarkForm(data)}
      <p class="soft below">You can close this page.</p>`,
  )
}

/** The page after a vote was taken back. */
export function takenBackPage({ brand, item, action, changeAction, vote }: ThanksPageData): string {
  const title = 'Your vote is taken back'
  const [yes, no] = vote === 'yes' ? [action, changeAction] : [changeAction, action]
  return brandPage(
    brand,
    title,
    html`<h1>${title}.</h1>
      ${about(item)}
      <div class="row">
        <form method="post" action="${yes}"><button class="quiet" type="submit">Vote yes</button></form>
        <form method="post" action="${no}"><button class="quiet" type="submit">Vote no</button></form>
      </div>
      <p class="soft below">It teaches the desk nothing any more. You can close this page.</p>`,
  )
}

function remarkForm({ remark: { rating, note }, action }: ThanksPageData): Html {
  const isKept = rating !== null || note !== null
  return html`<form method="post" action="${action}" class="remark">
    ${isKept ? html`<p role="status"><strong>Kept. Thank you for the word.</strong></p>` : null}
    <fieldset>
      <legend>How good was it? 1 is poor, 5 is great. Only if you like.</legend>
      ${[1, 2, 3, 4, 5].map((value) => html`<label><input type="radio" name="rating" value="${value}" ${value === rating ? new Html(' checked') : null} /> ${value}</label>`)}
    </fieldset>
    <label for="note">A sentence for those who run the desk</label>
    <textarea id="note" name="note" rows="2" maxlength="500">${note}</textarea>
    <button class="quiet" type="submit">Send it</button>
  </form>`
}

/** The page for a link that cannot count, with what to do. */
export function linkTroublePage(trouble: LinkTrouble, brand: PageBrand = plainBrand): string {
  const { title, sentence } = troubles[trouble]
  return brandPage(
    brand,
    title,
    html`<h1>${title}.</h1>
      <p>${sentence}</p>
      <p class="soft">Nothing was counted.</p>`,
  )
}

/** The page behind the links of a preview. */
export function previewPage(brand: PageBrand = plainBrand): string {
  return brandPage(
    brand,
    'A link of a preview',
    html`<h1>A link of a preview.</h1>
      <p>In the mail, each reader has links of their own here: to vote, and to unsubscribe.</p>
      <p class="soft">Nothing was counted.</p>`,
  )
}

/** The page at the root of the server. */
export function welcomePage(brand: PageBrand = plainBrand): string {
  return brandPage(
    brand,
    'nightdesk is here',
    html`<h1>nightdesk is here.</h1>
      <p>The links in its mails open on this server. Open one from a mail to vote.</p>`,
  )
}

const meaning: Record<Vote, string> = {
  yes: 'A yes tells the desk to look for more pages like this one.',
  no: 'A no tells the desk to leave pages like this one out.',
}

const learned: Record<Vote, string> = {
  yes: 'The next edition looks for more pages like this one.',
  no: 'The next edition leaves pages like this one out.',
}

const troubles: Record<LinkTrouble, { title: string; sentence: string }> = {
  expired: {
    title: 'This link has expired',
    sentence: 'Links in an edition count for a limited time. The links of the newest edition still work.',
  },
  forged: {
    title: 'This link is not whole',
    sentence:
      'A part of it is missing or was changed, perhaps where a mail program broke the line. Open it from the mail again.',
  },
  gone: {
    title: 'This item is gone',
    sentence: 'Its edition or its brand was removed since the mail was sent.',
  },
}

function about({ heading, site }: { heading: string; site: string }): Html {
  return html`<blockquote dir="auto">
    ${truncate(heading, 200)}<small>${truncate(site, 80)}</small>
  </blockquote>`
}
