import { frameworks, languages } from './skill-names-code.ts'
import { data, delivery, design, people } from './skill-names-people.ts'
import { databases, platforms, protocols, security } from './skill-names-systems.ts'

const tables = {
  language: languages,
  framework: frameworks,
  database: databases,
  platform: platforms,
  protocol: protocols,
  security,
  data,
  design,
  delivery,
  people,
} as const

export const skillCategories = [...(Object.keys(tables) as (keyof typeof tables)[]), 'other'] as const
export type SkillCategory = (typeof skillCategories)[number]

/** How a surface is told from daily speech: by the word in whatever casing, by exact casing, by a capital in company, or by a context of its own. */
export type SurfaceKind = 'plain' | 'exact' | 'guarded' | 'hard'

export interface Surface {
  text: string
  kind: SurfaceKind
}

export interface SkillName {
  name: string
  category: SkillCategory
  surfaces: readonly Surface[]
}

const phrase = /^\p{Lu}[\p{Ll}/-]+(?: [\p{Ll}\d-]+)+$/u
const namedLikePhrases = ['Ruby on Rails', 'Elm language', 'Ada language']
const oneWordPractices =
  /^(?:Replication|Sharding|Observability|Serverless|Microservices|Caching|Concurrency|Cryptography|Authentication|Embeddings|MLOps|Statistics|Scrum|Kanban|Agile|Refactoring|Debugging|Budgeting|Roadmapping|Wireframing|Prototyping|Accessibility|Internationalisation|Copywriting|SEO|GDPR|HIPAA|PCI DSS|SOC 2|ISO 27001|UX design|UI design|A\/B testing|Domain-driven design|Test-driven development|End-to-end testing|E-mail marketing|Event-driven architecture|Retrieval-augmented generation)$/u

/** Whether a listed skill is something that people do (`Code review`), not something with a name of its own (`Git`). */
export function isPractice(name: string): boolean {
  if (namedLikePhrases.includes(name)) return false
  return phrase.test(name) || oneWordPractices.test(name) || peopleSkills.has(name)
}

const kinds: Record<string, SurfaceKind> = { '^': 'exact', '?': 'guarded', '!': 'hard' }

/** The hand-kept list: every skill with its category and all the ways in which people write it. */
export const skillNames: readonly SkillName[] = Object.entries(tables).flatMap(([category, table]) =>
  table
    .trim()
    .split('\n')
    .map((line) => readLine(line, category as SkillCategory)),
)

function readLine(line: string, category: SkillCategory): SkillName {
  const colon = line.indexOf(': ')
  const head = readSurface(colon === -1 ? line : line.slice(0, colon))
  const aliases =
    colon === -1
      ? []
      : line
          .slice(colon + 2)
          .split(', ')
          .map(readSurface)
  const headIsMarked = aliases.some(({ text }) => text === head.text)
  return { name: head.text, category, surfaces: headIsMarked ? aliases : [head, ...aliases] }
}

function readSurface(written: string): Surface {
  const kind = kinds[written.charAt(0)]
  return kind === undefined ? { text: written, kind: 'plain' } : { text: written.slice(1), kind }
}

const peopleSkills = new Set(
  skillNames.filter(({ category }) => category === 'people').map(({ name }) => name),
)
