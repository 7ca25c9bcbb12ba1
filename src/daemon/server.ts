import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { AppError, codeOf, messageOf } from '../base/app-error.ts'
import type { Log } from '../contracts/log.ts'
import {
  linkTroublePage,
  thanksPage,
  votePage,
  welcomePage,
  type LinkTrouble,
} from '../render/feedback-page.ts'
import type { App } from '../services/app.ts'
import { openFeedbackLink, vote, type OpenedLink } from '../services/feedback.ts'
import { databaseAnswers } from '../services/work.ts'
import { allowedHosts, isForeign, isPrefetch, securityHeaders, sendPage } from './request-guard.ts'

export interface ServerOptions {
  host: string
  /** 0 takes a free port. */
  port: number
  log: Log
  /** True when this process takes work. */
  ready(): boolean
}

export interface Server {
  /** Where it listens: `http://127.0.0.1:4600`. */
  url: string
  close(): Promise<void>
}

const limits = { bodyLimit: 4096, connectionTimeout: 15_000, requestTimeout: 15_000, keepAliveTimeout: 5000 }
const troubleStatus: Record<LinkTrouble, number> = { expired: 410, forged: 404, gone: 410 }

/** Opens the server of the pages behind the links in mails. Only a POST of a page's button counts a vote. */
export async function openServer(app: App, options: ServerOptions): Promise<Server> {
  const { fastify } = await import('fastify')
  const server = fastify({
    ...limits,
    forceCloseConnections: true,
    logger: false,
    routerOptions: { maxParamLength: 2048 },
  })
  const doors = { hosts: new Set<string>() }
  addGuards(server, doors, options.log)
  addWelcome(server)
  addHealth(server, app, options)
  addFeedback(server, app, doors)
  const port = await listen(server, options)
  for (const host of allowedHosts(app.config.publicUrl, port)) doors.hosts.add(host)
  const name = options.host.includes(':') ? `[${options.host}]` : options.host
  return { url: `http://${name}:${port}`, close: async () => await server.close() }
}

interface Doors {
  hosts: ReadonlySet<string>
}

function addGuards(server: FastifyInstance, doors: Doors, log: Log): void {
  server.addHook('onRequest', async (request, reply) => {
    void reply.headers(securityHeaders)
    const isProbe = request.url === '/healthz' || request.url === '/readyz'
    if (!isProbe && !doors.hosts.has((request.headers.host ?? '').toLowerCase()))
      return await reply.code(421).type('text/plain').send('This server does not answer to that name.\n')
    if (isPrefetch(request))
      return await reply.code(503).type('text/plain').send('Not before it is asked for.\n')
    return undefined
  })
  server.setNotFoundHandler(async (_request, reply) => await sendPage(reply, 404, linkTroublePage('forged')))
  server.setErrorHandler(async (error, _request, reply) => {
    const status = statusOf(error)
    if (status >= 500) log.write('error', 'A request failed', { error: messageOf(error) })
    const text = status >= 500 ? 'Something went wrong here. Please try again later.' : messageOf(error)
    return await reply.code(status).type('text/plain; charset=utf-8').send(`${text}\n`)
  })
}

/** Whoever types the address by hand should see that the desk is there. */
function addWelcome(server: FastifyInstance): void {
  server.get('/', async (_request, reply) => await sendPage(reply, 200, welcomePage()))
}

function addHealth(server: FastifyInstance, app: App, { ready }: ServerOptions): void {
  server.get('/healthz', async () => ({ status: 'ok' }))
  server.get('/readyz', async (_request, reply) => {
    const state = { database: await databaseAnswers(app), worker: ready() }
    const isReady = state.database && state.worker
    return await reply.code(isReady ? 200 : 503).send({ status: isReady ? 'ready' : 'not ready', ...state })
  })
}

interface LinkRequest {
  Params: { token: string }
}

function addFeedback(server: FastifyInstance, app: App, doors: Doors): void {
  server.removeAllContentTypeParsers()
  server.addContentTypeParser(
    'application/x-www-form-urlencoded',
    { parseAs: 'string' },
    (_request, _body, done) => done(null, undefined),
  )
  server.get<LinkRequest>('/feedback/:token', async (request, reply) => {
    const opened = await openFeedbackLink(app, request.params.token)
    return await sendLink(reply, opened, (link) =>
      votePage({
        ...pageOf(link),
        vote: link.link.vote,
        before: link.before,
        action: `./${request.params.token}`,
      }),
    )
  })
  server.post<LinkRequest>('/feedback/:token', async (request, reply) => {
    refuseForeignForms(request, doors)
    const opened = await vote(app, request.params.token)
    return await sendLink(reply, opened, (link) =>
      thanksPage({ ...pageOf(link), vote: link.link.vote, changeAction: `./${link.otherToken}` }),
    )
  })
}

type WholeLink = Extract<OpenedLink, { ok: true }>

async function sendLink(
  reply: FastifyReply,
  opened: OpenedLink,
  render: (link: WholeLink) => string,
): Promise<FastifyReply> {
  if (opened.ok) return await sendPage(reply, 200, render(opened))
  return await sendPage(reply, troubleStatus[opened.trouble], linkTroublePage(opened.trouble))
}

function pageOf({ brand, item }: WholeLink) {
  const { display_name: name, colours, language } = brand
  return { brand: { name, primary: colours.primary, secondary: colours.secondary, language }, item }
}

function refuseForeignForms(request: FastifyRequest, { hosts }: Doors): void {
  const type = request.headers['content-type']?.split(';', 1)[0]?.trim().toLowerCase()
  if (type !== 'application/x-www-form-urlencoded')
    throw Object.assign(new Error('A vote comes from the button of its page.'), { statusCode: 415 })
  if (isForeign(request, hosts))
    throw Object.assign(new Error('A vote comes from the page of this server.'), { statusCode: 403 })
}

async function listen(server: FastifyInstance, { host, port }: ServerOptions): Promise<number> {
  try {
    await server.listen({ host, port })
  } catch (error) {
    if (codeOf(error) !== 'EADDRINUSE' && codeOf(error) !== 'EACCES') throw error
    const why = codeOf(error) === 'EACCES' ? 'may not be opened by this user' : 'is in use already'
    throw new AppError('failed', `The port ${port} ${why}: the feedback server cannot listen.`, {
      hint: `Try: nightdesk daemon --http-port ${port < 60_000 ? Math.max(port + 1, 1024) : 4600}`,
      cause: error,
    })
  }
  const address = server.server.address()
  return address === null || typeof address === 'string' ? port : address.port
}

function statusOf(error: unknown): number {
  const status = typeof error === 'object' && error !== null && 'statusCode' in error ? error.statusCode : 500
  return typeof status === 'number' && status >= 400 ? status : 500
}
