import { paletteOf } from './colour.ts'
import { Html, html } from './html.ts'

/** What a page of a brand looks like; a brand that is not known has none of its own. */
export interface PageBrand {
  name: string
  primary: string
  secondary: string
  language: string
}

export const plainBrand: PageBrand = {
  name: 'nightdesk',
  primary: '#1f2937',
  secondary: '#f59e0b',
  language: 'en',
}

/** A whole page in the brand's colours, for a phone first; no script, no image, nothing from elsewhere. */
export function brandPage(brand: PageBrand, title: string, body: Html): string {
  const colours = paletteOf(brand)
  const style = new Html(`
:root{color-scheme:light dark}
*{box-sizing:border-box}
body{margin:0;min-height:100vh;overflow-wrap:anywhere;background:#f1eeea;color:#1b1b1f;font:17px/1.55 -apple-system,'Segoe UI',Roboto,'Helvetica Neue',Arial,sans-serif}
header{padding:20px max(24px,calc(50% - 256px));background:${colours.primary};border-bottom:6px solid ${colours.secondary};color:${colours.onPrimary};font-size:20px;font-weight:800}
main{max-width:560px;margin:0 auto;padding:40px 24px 56px}
h1{margin:0 0 12px;font-size:28px;line-height:1.25;letter-spacing:-.3px}
p{margin:0 0 16px}.soft{color:#5f5b57;font-size:15px}.below{margin-top:20px}
.row{display:flex;flex-wrap:wrap;gap:12px}.row form{flex:1 1 180px}.row button{width:100%}
.remark{margin:28px 0 24px;padding-top:24px;border-top:1px solid #8b8681}fieldset{margin:0 0 14px;padding:0;border:0}legend{padding:0;margin-bottom:6px}
fieldset label{display:inline-block;min-height:44px;padding:9px 14px 9px 0;font-weight:700}
input[type=radio]{width:22px;height:22px;margin:0 4px 0 0;vertical-align:-4px;accent-color:${colours.primaryInk}}
textarea{display:block;width:100%;margin:6px 0 14px;padding:10px 12px;border:2px solid #8b8681;border-radius:10px;background:#fff;color:#1b1b1f;font:inherit}
blockquote{margin:0 0 24px;padding:14px 18px;border-left:4px solid ${colours.line};background:#fff;font-weight:600}
blockquote small{display:block;margin-top:4px;font-weight:400;color:#5f5b57}
button{min-height:52px;padding:12px 28px;border:2px solid ${colours.edge};border-radius:28px;background:${colours.primary};color:${colours.onPrimary};font:inherit;font-weight:700;cursor:pointer}
button.quiet{background:transparent;border-color:#8b8681;color:inherit}
button:focus-visible,textarea:focus-visible,input:focus-visible{outline:3px solid ${colours.secondary};outline-offset:3px}
@media (max-width:480px){button{width:100%}}
@media (prefers-color-scheme:dark){body{background:#101013;color:#f3f1ee}blockquote{background:#26262b;border-color:${colours.lineDark}}.soft,blockquote small{color:#b9b5b0}textarea{background:#1b1b1f;color:#f3f1ee}button:not(.quiet){border-color:${colours.edgeDark}}input[type=radio]{accent-color:${colours.primaryInkDark}}}
`)
  return html`<!doctype html>
    <html lang="${brand.language}">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="robots" content="noindex, nofollow" />
        <meta name="referrer" content="no-referrer" />
        <meta
          http-equiv="Content-Security-Policy"
          content="default-src 'none'; style-src 'unsafe-inline'; form-action 'self'"
        />
        <title>${title} · ${brand.name}</title>
        <style>
          ${style}
        </style>
      </head>
      <body>
        <header>${brand.name}</header>
        <main>${body}</main>
      </body>
    </html> `.toString()
}
