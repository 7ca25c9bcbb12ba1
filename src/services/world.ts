import { once } from '../base/once.ts'
import { createDraft } from '../jobs/index.ts'
import type { Fetcher } from '../contracts/fetcher.ts'
import type { OpenFetcher } from '../io/http/index.ts'
import type { World, WorldOf } from '../jobs/index.ts'
import type { CallTraces } from '../llm/index.ts'
import type { App } from './app.ts'
import { version } from './version.ts'

/** Everything outside the database that jobs reach: opened by the first job that needs it, closed together. */
export interface OpenWorld {
  of: WorldOf
  close(): Promise<void>
}

/** The world of this process, shared by all its jobs; only models know which job asks. */
export function openWorld(app: App, traces?: CallTraces): OpenWorld {
  const closers: (() => Promise<void>)[] = []
  const closedLater = <Part extends { close(): Promise<void> }>(part: Part) => {
    closers.push(async () => await part.close())
    return part
  }
  const fetcher = once(async () => await sharedFetch(app, closedLater(await openFetcher(app, patienceMs))))
  const parser = once(async () => closedLater((await import('../io/parse/index.ts')).createParser()))
  const mailer = once(async () =>
    closedLater((await import('../io/mail/index.ts')).createMailer(app.config.mail)),
  )
  const models = once(async () => (await import('./models.ts')).createModels({ ...app, traces }))
  const { smtpUrl, inbox, from, unsubscribe } = app.config.mail
  const shared: Pick<World, 'fetch' | 'parse' | 'mail' | 'settings'> = {
    fetch: async (request) => await (await fetcher())(request),
    parse: async (kind, input) => await (await parser()).parse(kind, input),
    mail: {
      description: smtpUrl === undefined ? inbox : new URL(smtpUrl).host,
      compose: async (draft) => await (await mailer()).compose(app.scrubber.scrubValue(draft)),
      // What a server answers may repeat the login.
      send: async (mail, beforeEnd, signal) =>
        app.scrubber.scrubValue(await (await mailer()).send(mail, beforeEnd, signal)),
      close: async () => {},
    },
    settings: { publicUrl: app.config.publicUrl, mailFrom: from, mailUnsubscribe: unsubscribe },
  }
  return {
    of: ({ org, jobId, watched }, signal, note) => {
      // One for the whole attempt: it counts equal questions.
      const asker = once(async () => {
        const onText = watched ? createDraft(await app.engine(), jobId) : undefined
        return (await models()).asker({ org, jobId, signal, note, onText })
      })
      return {
        ...shared,
        fetch: async (request) => await shared.fetch({ signal, turn: jobId, ...request }),
        ask: async (agent, input, options) => await (await asker())(agent, input, options),
      }
    },
    async close() {
      await Promise.all(closers.map(async (close) => await close()))
    },
  }
}

/** A worker waits no longer for its turn at a host: the job comes back when the turn does. */
const patienceMs = 1000

/** The documents that all daemons share are asked for once. */
async function sharedFetch(app: App, fetcher: OpenFetcher): Promise<Fetcher> {
  const [{ withDocuments }, { sharedDocuments }] = await Promise.all([
    import('../io/http/index.ts'),
    import('../store/documents.ts'),
  ])
  return withDocuments(fetcher.fetch, sharedDocuments(app.sql), app.clock)
}

/**
 * The way to the web, with the pace and the robots.txt files that all daemons share. `longestWaitMs` is how long a
 * request may wait for its turn at a host; as long as it takes where absent.
 */
export async function openFetcher(app: App, longestWaitMs?: number): Promise<OpenFetcher> {
  const [{ createFetcher }, { sharedPace, sharedRobots }] = await Promise.all([
    import('../io/http/index.ts'),
    import('../store/hosts.ts'),
  ])
  return createFetcher({
    allow: app.config.networkAllow,
    userAgent: `nightdesk/${await version()} (+${app.config.publicUrl})`,
    clock: app.clock,
    pace: sharedPace(app.sql),
    ...(longestWaitMs === undefined ? {} : { longestWaitMs }),
    robots: sharedRobots(app.sql),
  })
}
