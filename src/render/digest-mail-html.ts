import { type Palette, paletteOf } from './colour.ts'
import type { DigestMailData, MailItem } from './digest-mail.ts'
import { asides, greeting, itemFacts, longDate, makingFacts, partsOf, voteNote } from './digest-mail-words.ts'
import { Html, html, safeHref } from './html.ts'

const font = "font-family:-apple-system,'Segoe UI',Roboto,'Helvetica Neue',Arial,sans-serif"

/** The HTML part: tables and inline styles for old readers of mail, one column of at most 600 px, no image. */
export function digestHtml(data: DigestMailData, preheader: string): string {
  const palette = paletteOf(data.brand)
  const page = html`<!doctype html>
    <html lang="${data.brand.language}" dir="ltr">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <meta name="supported-color-schemes" content="light dark" />
        <title>${data.brand.name}: ${longDate(data.at, data.zone)}</title>
        <style>
          ${styles(palette)}
        </style>
      </head>
      <body class="ground" style="margin:0;padding:0;background:#f1eeea;-webkit-text-size-adjust:100%">
        <div style="display:none;max-height:0;max-width:0;overflow:hidden;opacity:0;mso-hide:all">
          ${preheader}${padding()}
        </div>
        <div role="main">
          <table
            role="presentation"
            width="100%"
            cellpadding="0"
            cellspacing="0"
            border="0"
            class="ground"
            style="background:#f1eeea"
          >
            <tr>
              <td align="center" class="outside" style="padding:24px 12px">
                <table
                  role="presentation"
                  width="100%"
                  cellpadding="0"
                  cellspacing="0"
                  border="0"
                  style="max-width:600px;table-layout:fixed;overflow-wrap:anywhere;word-break:break-word;${font}"
                >
                  ${header(data, palette)}
                  ${partsOf(data.items).map((part) => [partTitle(part, palette), part.items.map((item) => itemCard(item, data, palette))])}
                  ${footer(data)}
                </table>
              </td>
            </tr>
          </table>
        </div>
      </body>
    </html> `
  // What indents the template is no part of a mail.
  return page.toString().replace(/\n\s+/g, '\n')
}

/** Only what inline styles cannot say: dark mode and narrow screens. */
function styles(palette: Palette): Html {
  return new Html(`
:root{color-scheme:light dark;supported-color-schemes:light dark}
a:focus{outline:3px solid ${palette.secondary};outline-offset:2px}
@media (max-width:480px){.outside{padding:0!important}.card,.head,.part,.foot{padding-left:20px!important;padding-right:20px!important}
.name{font-size:24px!important}.heading{font-size:19px!important}.vote{display:block!important;margin:0 0 10px!important;text-align:center!important}}
@media (prefers-color-scheme:dark){.ground{background:#101013!important}.card,.foot,.part{background:#1b1b1f!important}
.ink{color:#f3f1ee!important}.soft{color:#b9b5b0!important}.line{border-color:#34343a!important}
.accent{color:${palette.primaryInkDark}!important}.quote{background:#26262b!important;border-color:${palette.lineDark}!important}.heading a{text-decoration-color:${palette.lineDark}!important}
.vote{border-color:${palette.edgeDark}!important}
.no{background:#1b1b1f!important;border-color:#6b6b73!important;color:#f3f1ee!important}}
`)
}

function header({ brand, ...data }: DigestMailData, palette: Palette): Html {
  const ink = `color:${palette.onPrimary}`
  return html`<tr>
    <td
      class="head"
      style="background:${palette.primary};padding:32px 36px 28px;border-bottom:6px solid ${palette.secondary}"
    >
      <p style="margin:0 0 6px;font-size:13px;line-height:20px;letter-spacing:.4px;${ink}">
        ${longDate(data.at, data.zone)}
      </p>
      <h1
        class="name"
        style="margin:0;font-size:30px;line-height:36px;font-weight:800;letter-spacing:-.4px;${ink}"
      >
        ${brand.name}
      </h1>
      <p style="margin:10px 0 0;font-size:16px;line-height:24px;${ink}">${greeting({ brand, ...data })}</p>
    </td>
  </tr>`
}

function partTitle(part: { title: string; lead: string }, palette: Palette): Html {
  return html`<tr>
    <td class="part" style="background:#ffffff;padding:32px 36px 0">
      <h2
        class="accent"
        style="margin:0;font-size:13px;line-height:20px;font-weight:800;letter-spacing:1.4px;text-transform:uppercase;color:${palette.primaryInk}"
      >
        ${part.title}
      </h2>
      <p class="soft" style="margin:2px 0 0;font-size:14px;line-height:20px;color:#5f5b57">${part.lead}</p>
    </td>
  </tr>`
}

function itemCard(item: MailItem, data: DigestMailData, palette: Palette): Html {
  return html`<tr>
    <td class="card" style="background:#ffffff;padding:20px 36px 12px">
      <h3
        dir="auto"
        class="heading"
        style="margin:0;font-size:21px;line-height:28px;font-weight:700;letter-spacing:-.2px"
      >
        ${headingLink(item, palette)}
      </h3>
      <p class="soft" style="margin:6px 0 0;font-size:13px;line-height:20px;color:#5f5b57">
        <bdi>${itemFacts(item, data)}</bdi>
      </p>
      ${item.summary === '' ? null : html`<p dir="auto" class="ink" style="margin:12px 0 0;font-size:16px;line-height:25px;color:#2b2a29">${item.summary}</p>`}
      ${item.quote === null ? null : quoteBlock(item.quote, palette)}
      <div style="height:10px;font-size:0;line-height:0">&nbsp;</div>
      ${asides(item).map(({ name, text }) => html`<p class="soft" style="margin:4px 0 0;font-size:14px;line-height:21px;color:#5f5b57"><strong class="ink" style="color:#1b1b1f">${name}</strong>&ensp;<bdi>${text}</bdi></p>`)}
      <p style="margin:18px 0 0;font-size:14px;line-height:20px">
        ${voteLink(item, 'yes', palette)}${voteLink(item, 'no', palette)}
      </p>
      <div class="line" style="margin:24px 0 0;border-top:1px solid #e6e2dd;font-size:0;line-height:0">
        &nbsp;
      </div>
    </td>
  </tr>`
}

/** A page of a folder has no address that others can open. */
function headingLink({ url, position, heading }: MailItem, palette: Palette): Html {
  const href = safeHref(url)
  if (href === '#') return html`<span class="ink" style="color:#1b1b1f">${position}. ${heading}</span>`
  const line = `text-decoration:underline;text-decoration-color:${palette.line};text-decoration-thickness:2px`
  return html`<a class="ink" href="${href}" style="color:#1b1b1f;${line};text-underline-offset:4px"
    >${position}. ${heading}</a
  >`
}

function quoteBlock(quote: string, palette: Palette): Html {
  return html`<blockquote
    dir="auto"
    class="quote ink"
    style="margin:16px 0 0;padding:12px 16px;border-left:4px solid ${palette.line};background:#faf7f2;font-size:16px;line-height:25px;font-style:italic;color:#2b2a29"
  >
    “${quote}”
  </blockquote>`
}

function voteLink(item: MailItem, vote: 'yes' | 'no', palette: Palette): Html {
  const shape =
    'display:inline-block;margin:0 10px 8px 0;padding:11px 18px;border-radius:24px;font-weight:700;text-decoration:none'
  if (vote === 'yes')
    return html`<a
      class="vote"
      href="${safeHref(item.yesUrl)}"
      aria-label="Yes, more like this: item ${item.position}"
      style="${shape};background:${palette.primary};border:2px solid ${palette.edge};color:${palette.onPrimary}"
      >Yes, more like this</a
    >`
  return html`<a
    class="vote no"
    href="${safeHref(item.noUrl)}"
    aria-label="No, not for us: item ${item.position}"
    style="${shape};background:#ffffff;border:2px solid #8b8681;color:#1b1b1f"
    >No, not for us</a
  >`
}

function footer({ making, unsubscribeUrl }: DigestMailData): Html {
  return html`<tr>
    <td class="foot" style="background:#ffffff;padding:16px 36px 36px">
      <h2 class="ink" style="margin:0 0 8px;font-size:14px;line-height:20px;font-weight:700;color:#1b1b1f">
        How this edition was made
      </h2>
      ${makingFacts(making).map(({ name, value }) => html`<p class="soft" style="margin:0 0 4px;font-size:13px;line-height:20px;color:#5f5b57"><strong class="ink" style="color:#1b1b1f">${name}</strong>&ensp;${value}</p>`)}
      <p class="soft" style="margin:12px 0 0;font-size:13px;line-height:20px;color:#5f5b57">${voteNote}</p>
      <p class="soft" style="margin:4px 0 0;font-size:13px;line-height:20px;color:#5f5b57">
        Made at night by nightdesk.
        <a class="ink" href="${safeHref(unsubscribeUrl)}" style="color:#1b1b1f;text-decoration:underline"
          >Unsubscribe</a
        >
      </p>
    </td>
  </tr>`
}

/** Keeps the first lines of the mail out of the preview of an inbox, behind the preheader. */
function padding(): Html {
  return new Html('&#847;&zwnj;&nbsp;'.repeat(40))
}
