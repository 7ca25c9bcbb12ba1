export { feed } from './feed.ts'
export { search } from './search.ts'
export { site } from './site.ts'
export { sitemap } from './sitemap.ts'
