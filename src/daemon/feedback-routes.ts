import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { LookKind, VoteRemark } from '../contracts/digest.ts'
import {
  linkTroublePage,
  previewPage,
  takenBackPage,
  thanksPage,
  votePage,
  type LinkTrouble,
} from '../render/feedback-page.ts'
import type { App } from '../services/app.ts'
import { countOpening, openFeedbackLink, takeVoteBack, vote, type OpenedLink } from '../services/feedback.ts'
import { pageBrand } from './page-brand.ts'
import { isForeign, isPrefetch, sendPage, type Doors } from './request-guard.ts'

export interface LinkRequest {
  Params: { token: string }
  /** What a form sent, as its bytes stand. */
  Body: string | undefined
}

type WholeLink = Extract<OpenedLink, { ok: true }>

const troubleStatus: Record<LinkTrouble, number> = { expired: 410, forged: 404, gone: 410 }

/** The pages behind the yes and no of a mail. Only a POST of a button of theirs counts a vote; all else is a look. */
export function addFeedback(server: FastifyInstance, app: App, doors: Doors): void {
  server.get('/feedback/preview', async (_request, reply) => await sendPage(reply, 200, previewPage()))
  server.get<LinkRequest>('/feedback/:token', { config: { ownPrefetch: true } }, async (request, reply) => {
    const { token } = request.params
    const opened = await openFeedbackLink(app, token)
    const kind = lookKind(request)
    await countOpening(app, opened, kind)
    if (kind === 'prefetch') return await refusePrefetch(reply)
    return await sendLink(reply, opened, (link) => votePage({ ...pageOf(link, token), before: link.before }))
  })
  server.post<LinkRequest>('/feedback/:token', async (request, reply) => {
    refuseForeignForms(request, doors)
    const { token } = request.params
    const form = new URLSearchParams(request.body ?? '')
    if (form.get('take-back') === 'yes')
      return await sendLink(reply, await takeVoteBack(app, token), (link) =>
        takenBackPage(pageOf(link, token)),
      )
    const opened = await vote(app, token, remarkOf(form))
    return await sendLink(reply, opened, (link) => thanksPage(pageOf(link, token)))
  })
}

/** Answers a link that can do nothing. */
export async function sendTrouble(reply: FastifyReply, trouble: LinkTrouble): Promise<FastifyReply> {
  return await sendPage(reply, troubleStatus[trouble], linkTroublePage(trouble))
}

export async function refusePrefetch(reply: FastifyReply): Promise<FastifyReply> {
  return await reply.code(503).type('text/plain').send('Not before it is asked for.\n')
}

async function sendLink(
  reply: FastifyReply,
  opened: OpenedLink,
  render: (link: WholeLink) => string,
): Promise<FastifyReply> {
  return opened.ok ? await sendPage(reply, 200, render(opened)) : await sendTrouble(reply, opened.trouble)
}

/** The forms post to their own folder, so that they work behind a proxy that serves it under another path. */
function pageOf({ brand, item, vote: said, remark, otherToken }: WholeLink, token: string) {
  const links = { action: `./${token}`, changeAction: `./${otherToken}` }
  return { brand: pageBrand(brand), item, vote: said, remark, ...links }
}

function lookKind(request: FastifyRequest): LookKind {
  if (isPrefetch(request)) return 'prefetch'
  return request.method === 'HEAD' ? 'head' : 'page'
}

function remarkOf(form: URLSearchParams): VoteRemark | undefined {
  const rating = /^[1-5]$/.test(form.get('rating') ?? '') ? Number(form.get('rating')) : null
  const note = form.get('note')
  return rating === null && note === null ? undefined : { rating, note }
}

function refuseForeignForms(request: FastifyRequest, { hosts }: Doors): void {
  const type = request.headers['content-type']?.split(';', 1)[0]?.trim().toLowerCase()
  if (type !== 'application/x-www-form-urlencoded')
    throw Object.assign(new Error('A vote comes from the button of its page.'), { statusCode: 415 })
  if (isForeign(request, hosts))
    throw Object.assign(new Error('A vote comes from the page of this server.'), { statusCode: 403 })
}
