import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import * as v from 'valibot'
import { readYaml } from './yaml.ts'

const path = v.pipe(v.string(), v.startsWith('/', 'must start with /'))
const list = v.pipe(v.string(), v.nonEmpty('must not be empty'))

const planSchema = v.strictObject({
  name: v.string(),
  feeds: v.array(v.strictObject({ list, path, form: v.picklist(['rss', 'atom']), title: v.string() })),
  sitemap: v.strictObject({ list, path, title: v.string() }),
  index: v.strictObject({ list, path, title: v.string() }),
  search: v.strictObject({ path, title: v.string() }),
  pages: v.array(
    v.strictObject({
      path,
      file: v.optional(v.pipe(v.string(), v.regex(/^[\w-]+\.html$/, 'must be a file of pages/'))),
      /** Said by the lists; the page's own title where absent. */
      title: v.optional(v.string()),
      hours: v.pipe(v.number(), v.minValue(0)),
      lists: v.array(list),
      also_at: v.optional(path),
      status: v.optional(v.pipe(v.number(), v.integer()), 200),
      delay_ms: v.optional(v.pipe(v.number(), v.maxValue(10_000))),
    }),
  ),
})

export interface DemoPage {
  path: string
  /** The same page at a second address. */
  alsoAt: string | undefined
  lists: readonly string[]
  title: string
  summary: string
  /** The words of the page, for the search. */
  words: string
  publishedAt: Date
  status: number
  delayMs: number | undefined
  /** With `{{origin}}` and `{{canonical}}` still open: the port is not known yet. */
  markup: string
}

export type DemoPlan = Omit<v.InferOutput<typeof planSchema>, 'pages'> & { pages: DemoPage[] }
export type DemoFeed = Omit<DemoPlan['feeds'][number], 'list'>

const hourMs = 3_600_000

/** Reads the plan of a sample web and its pages, with the dates filled in. */
export async function planDemoSite(
  text: string,
  { file, folder, now }: { file: string; folder: string; now: Date },
): Promise<DemoPlan> {
  const plan = readYaml(text, file, planSchema).value
  const pages = await Promise.all(plan.pages.map((page) => loadPage(page, folder, now)))
  return { ...plan, pages }
}

type PlannedPage = v.InferOutput<typeof planSchema>['pages'][number]

async function loadPage(page: PlannedPage, folder: string, now: Date): Promise<DemoPage> {
  const publishedAt = new Date(now.getTime() - page.hours * hourMs)
  const raw = page.file === undefined ? '' : await readFile(join(folder, 'pages', page.file), 'utf8')
  const markup = raw
    .replaceAll('{{published}}', publishedAt.toISOString())
    .replaceAll('{{long_date}}', longDate(publishedAt))
  return {
    path: page.path,
    alsoAt: page.also_at,
    lists: page.lists,
    title: page.title ?? between(markup, /<title>([^<|]*)/).trim(),
    summary: between(markup, /<meta name="description" content="([^"]*)"/),
    words: markup.replace(/<[^>]*>/g, ' ').toLowerCase(),
    publishedAt,
    status: page.status,
    delayMs: page.delay_ms,
    markup,
  }
}

/** Only for our own pages, which are written in this form; pages of strangers are parsed. */
function between(markup: string, pattern: RegExp): string {
  return (pattern.exec(markup)?.[1] ?? '')
    .replaceAll('&quot;', '"')
    .replaceAll('&#x27;', "'")
    .replaceAll('&amp;', '&')
}

function longDate(at: Date): string {
  return new Intl.DateTimeFormat('en-GB', { dateStyle: 'long', timeZone: 'UTC' }).format(at)
}
