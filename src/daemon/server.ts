import type { FastifyInstance } from 'fastify'
import { AppError, codeOf, messageOf } from '../base/app-error.ts'
import type { Log } from '../contracts/log.ts'
import { linkTroublePage, welcomePage } from '../render/feedback-page.ts'
import type { App } from '../services/app.ts'
import { databaseAnswers } from '../services/work.ts'
import { addFeedback, refusePrefetch } from './feedback-routes.ts'
import { allowedHosts, isPrefetch, securityHeaders, sendPage, type Doors } from './request-guard.ts'
import { addUnsubscribe } from './unsubscribe-routes.ts'

declare module 'fastify' {
  interface FastifyContextConfig {
    /** The route itself answers what a browser fetches before anyone asked. */
    ownPrefetch?: boolean
  }
}

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

const limits = { bodyLimit: 8192, connectionTimeout: 15_000, requestTimeout: 15_000, keepAliveTimeout: 5000 }

/** Opens the server of the pages behind the links in mails. Only a POST of a page's button does anything. */
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
  addHealth(server, app, options)
  addForms(server)
  for (const prefix of new Set(['', pathOf(app.config.publicUrl)]))
    await server.register(
      async (pages) => {
        addWelcome(pages)
        addFeedback(pages, app, doors)
        addUnsubscribe(pages, app)
      },
      { prefix },
    )
  const port = await listen(server, options)
  for (const host of allowedHosts(app.config.publicUrl, port)) doors.hosts.add(host)
  const name = options.host.includes(':') ? `[${options.host}]` : options.host
  return { url: `http://${name}:${port}`, close: async () => await server.close() }
}

function addGuards(server: FastifyInstance, doors: Doors, log: Log): void {
  server.addHook('onRequest', async (request, reply) => {
    void reply.headers(securityHeaders)
    const isProbe = request.url === '/healthz' || request.url === '/readyz'
    if (!isProbe && !doors.hosts.has((request.headers.host ?? '').toLowerCase()))
      return await reply.code(421).type('text/plain').send('This server does not answer to that name.\n')
    if (isPrefetch(request) && request.routeOptions.config.ownPrefetch !== true)
      return await refusePrefetch(reply)
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

/** Forms are taken as text: the routes read them. */
function addForms(server: FastifyInstance): void {
  server.removeAllContentTypeParsers()
  server.addContentTypeParser(
    ['application/x-www-form-urlencoded', 'multipart/form-data'],
    { parseAs: 'string' },
    (_request, body, done) => done(null, body),
  )
}

/** The path of PUBLIC_URL: a proxy passes it on or takes it off, and both are served. */
function pathOf(publicUrl: string): string {
  return new URL(publicUrl).pathname.replace(/\/+$/, '')
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
