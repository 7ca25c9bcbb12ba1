import { brandPage, type PageBrand } from './brand-page.ts'
import { html } from './html.ts'

export interface UnsubscribePageData {
  brand: PageBrand
  address: string
  /** Where the button posts: the signed link itself. */
  action: string
}

/** The page that an unsubscribe link opens. Nothing happens before its one button is pressed: scanners open links too. */
export function unsubscribePage({ brand, address, action }: UnsubscribePageData): string {
  const title = 'No more of these mails?'
  return brandPage(
    brand,
    title,
    html`<h1>${title}</h1>
      <p>The editions of <strong>${brand.name}</strong> go to <strong>${address}</strong>.</p>
      <form method="post" action="${action}">
        <input type="hidden" name="List-Unsubscribe" value="One-Click" />
        <button type="submit">Unsubscribe</button>
      </form>
      <p class="soft below">Nothing changes until you press.</p>`,
  )
}

/** The page after it. Only those who run the brand can take it back: a link that travels must not. */
export function unsubscribedPage({ brand, address }: Pick<UnsubscribePageData, 'brand' | 'address'>): string {
  const title = 'You are unsubscribed'
  return brandPage(
    brand,
    title,
    html`<h1>${title}.</h1>
      <p><strong>${address}</strong> gets no more editions of <strong>${brand.name}</strong>.</p>
      <p class="soft">Changed your mind? Ask those who sent you the mail.</p>`,
  )
}
