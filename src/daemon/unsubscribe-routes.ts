import type { FastifyInstance } from 'fastify'
import { unsubscribedPage, unsubscribePage } from '../render/unsubscribe-page.ts'
import type { App } from '../services/app.ts'
import { openUnsubscribeLink, unsubscribe, type OpenedUnsubscribe } from '../services/unsubscribe.ts'
import { sendTrouble, type LinkRequest } from './feedback-routes.ts'
import { pageBrand } from './page-brand.ts'
import { sendPage } from './request-guard.ts'

/**
 * One-click unsubscribe (RFC 8058). A POST of `List-Unsubscribe=One-Click`, as a form of either kind, unsubscribes
 * without a login, a cookie or a redirect: mail programs send it from anywhere, so the signed link alone is the right
 * to do it. A GET only shows the button.
 */
export function addUnsubscribe(server: FastifyInstance, app: App): void {
  server.get<LinkRequest>('/unsubscribe/:token', async (request, reply) => {
    const { token } = request.params
    const opened = await openUnsubscribeLink(app, token)
    if (!opened.ok) return await sendTrouble(reply, opened.trouble)
    const page = opened.done ? unsubscribedPage : unsubscribePage
    return await sendPage(reply, 200, page({ ...pageOf(opened), action: `./${token}` }))
  })
  server.post<LinkRequest>('/unsubscribe/:token', async (request, reply) => {
    if (!isOneClick(request.body ?? ''))
      throw Object.assign(new Error('The body must be List-Unsubscribe=One-Click (RFC 8058).'), {
        statusCode: 400,
      })
    const opened = await unsubscribe(app, request.params.token)
    if (!opened.ok) return await sendTrouble(reply, opened.trouble)
    return await sendPage(reply, 200, unsubscribedPage(pageOf(opened)))
  })
}

function pageOf({ brand, slug, address }: Extract<OpenedUnsubscribe, { ok: true }>) {
  return { brand: pageBrand(brand, slug), address }
}

/** In either form that RFC 8058 names: URL-encoded or multipart. */
function isOneClick(body: string): boolean {
  return /(?:^|&)List-Unsubscribe=One-Click(?:&|\s*$)|name="List-Unsubscribe"[^]{0,200}?\r\n\r\nOne-Click\s/i.test(
    body,
  )
}
