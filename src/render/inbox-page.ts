import { brandPage, plainBrand } from './brand-page.ts'
import { html } from './html.ts'

export interface InboxMail {
  subject: string
  from: string
  to: string
  html: string
  text: string
}

/**
 * A page to look at a mail in a browser as a reader of mail would show it: in a frame that inherits the page's policy, so
 * that no script runs and nothing is loaded; links open in a new tab.
 */
export function inboxPage(mail: InboxMail): string {
  const framed = mail.html.replace(/<head>/i, '<head><base target="_blank">')
  return brandPage(
    plainBrand,
    mail.subject,
    html`<h1>${mail.subject}</h1>
      <p class="soft">From ${mail.from}<br />To ${mail.to}</p>
      <iframe
        title="The mail"
        srcdoc="${framed}"
        style="display:block;width:min(680px,calc(100vw - 24px));height:80vh;margin:0 50%;transform:translateX(-50%);border:1px solid #8b8681;background:#fff"
      ></iframe>
      <details style="margin-top:24px">
        <summary>The same as text</summary>
        <pre style="overflow:auto;font-size:14px">${mail.text}</pre>
      </details>`,
  )
}
