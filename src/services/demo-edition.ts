import { writeFile } from 'node:fs/promises'
import { AppError } from '../base/app-error.ts'
import type { Job } from '../contracts/job.ts'
import { readMail } from '../io/mail/index.ts'
import { listJobs } from '../jobs/index.ts'
import { inboxPage } from '../render/inbox-page.ts'
import { digestItems } from '../store/digest-items.ts'
import { digestOfJob } from '../store/digests.ts'
import type { Demo } from './demo.ts'

/** One of the five, as the reader gets it. */
export interface DemoItem {
  position: number
  heading: string
  section: string
  relevance: number
  reason: string
  quote: string | null
  url: string
  yesUrl: string
  noUrl: string
}

/** The edition of the tour and where to look at it. */
export interface DemoEdition {
  job: Job
  subject: string
  /** `offline`, or provider and model. */
  engine: string
  items: DemoItem[]
  /** Absolute paths: the message, and a page that shows it. */
  eml: string
  page: string
}

/** Reads the edition that was just sent from the database and from the message itself, and writes a page that shows it. */
export async function readDemoEdition({ app, inbox }: Demo): Promise<DemoEdition> {
  const [job] = await listJobs(app.sql, app.org, { type: 'digest.run', limit: 1 })
  const digest = job === undefined ? undefined : await digestOfJob(app.sql, app.org, job.id)
  const eml = (await inbox.messages())[0]
  if (job === undefined || digest === undefined || eml === undefined)
    throw new AppError('failed', 'The tour has no edition: nothing was sent.', {
      hint: 'Try: nightdesk jobs list',
    })
  const mail = await readMail(eml)
  const page = eml.replace(/\.eml$/, '.html')
  await writeFile(page, inboxPage(mail))
  const links = voteLinks(mail.text, app.config.publicUrl)
  const chosen = (await digestItems(app.sql, app.org, digest.id)).filter(({ fate }) => fate === 'chosen')
  const items = chosen.flatMap(({ position, evaluation, url }, index) => {
    if (position === null || evaluation === null) return []
    const { heading, section, relevance, reason, quotes } = evaluation
    const quote = quotes[0]?.text ?? null
    return [{ position, heading, section, relevance, reason, quote, url, ...linksAt(links, index) }]
  })
  return { job, subject: mail.subject, engine: digest.engine ?? 'offline', items, eml, page }
}

/** The mail names a yes and a no for each item, in the order of the items. */
function voteLinks(text: string, publicUrl: string): string[] {
  return [...text.matchAll(/https?:\/\/\S+/g)]
    .map(([url]) => url)
    .filter((url) => url.startsWith(`${publicUrl}/`))
}

function linksAt(links: readonly string[], index: number): { yesUrl: string; noUrl: string } {
  return { yesUrl: links[index * 2] ?? '', noUrl: links[index * 2 + 1] ?? '' }
}
