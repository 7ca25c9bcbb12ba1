import type { FastifyReply, FastifyRequest } from 'fastify'

/** The names under which this server may be called: against rebinding of a name to it. */
export function allowedHosts(publicUrl: string, port: number): ReadonlySet<string> {
  const { host, hostname, protocol } = new URL(publicUrl)
  const usual = protocol === 'https:' ? 443 : 80
  const local = ['localhost', '127.0.0.1', '[::1]'].map((name) => `${name}:${port}`)
  return new Set([host, `${hostname}:${usual}`, ...local].map((name) => name.toLowerCase()))
}

/** What is known once the server listens. */
export interface Doors {
  /** The names under which it may be called. */
  hosts: ReadonlySet<string>
}

/** Headers of every answer: nothing may be loaded, framed, kept or indexed. */
export const securityHeaders = {
  'content-security-policy':
    "default-src 'none'; style-src 'unsafe-inline'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
  'x-robots-tag': 'noindex, nofollow',
  'cache-control': 'no-store',
} as const

/** A browser that loads a page before anyone asked for it. Source: the Sec-Purpose header of the Fetch standard. */
export function isPrefetch({ headers }: FastifyRequest): boolean {
  const purpose = [headers['sec-purpose'], headers.purpose, headers['x-moz'], headers['x-purpose']]
  return purpose.some((value) => /prefetch|prerender|preview/i.test(String(value ?? '')))
}

/**
 * True when a form of another site posts here. A browser that keeps its referrer to itself says `Origin: null`; then
 * Sec-Fetch-Site tells, where the browser sends it.
 */
export function isForeign({ headers }: FastifyRequest, hosts: ReadonlySet<string>): boolean {
  const site = headers['sec-fetch-site']
  if (site !== undefined && site !== 'same-origin' && site !== 'none') return true
  const { origin } = headers
  if (origin === undefined || origin === 'null') return false
  const url = URL.parse(origin)
  return url === null || !hosts.has(url.host)
}

/** Answers with a page. */
export async function sendPage(reply: FastifyReply, status: number, page: string): Promise<FastifyReply> {
  return await reply.code(status).type('text/html; charset=utf-8').send(page)
}
