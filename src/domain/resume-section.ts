/** The parts of a JSON Resume that a heading can begin. */
export type ResumeSection =
  | 'work'
  | 'projects'
  | 'volunteer'
  | 'education'
  | 'skills'
  | 'languages'
  | 'awards'
  | 'certificates'
  | 'publications'
  | 'interests'
  | 'references'
  | 'summary'

const headings: readonly [ResumeSection, RegExp][] = [
  [
    'work',
    /^(?:(?:professional|work|employment|relevant|industry|career)\s+)*(?:work|experience|experiences|employment|history|career|positions?)(?:\s+history)?$/u,
  ],
  ['projects', /^(?:(?:selected|personal|side|key|notable|open.source)\s+)*projects?(?:\s+experience)?$/u],
  ['volunteer', /^(?:volunteer(?:ing)?|community|social)(?:\s+(?:work|experience|service|engagement))?$/u],
  ['education', /^(?:education(?:al)?|academic|studies)(?:\s+(?:background|history|and training))?$/u],
  [
    'skills',
    /^(?:(?:technical|core|key|professional|it|computer)\s+)*(?:skills?|competenc(?:e|ies)|technologies|tools|tech stack|expertise)(?:\s+(?:and|&)\s+\w+)?$/u,
  ],
  ['languages', /^(?:spoken\s+|foreign\s+)?languages?(?:\s+skills)?$/u],
  ['awards', /^(?:(?:honou?rs?|awards?|achievements|prizes)(?:\s+(?:and|&)\s+)?)+$/u],
  ['certificates', /^(?:(?:certificat(?:es?|ions?)|licen[sc]es?|training|courses)(?:\s+(?:and|&)\s+)?)+$/u],
  ['publications', /^(?:(?:publications?|papers|talks)(?:\s+(?:and|&)\s+)?)+$/u],
  ['interests', /^(?:(?:interests?|hobbies)(?:\s+(?:and|&)\s+)?)+$/u],
  ['references', /^(?:references?|recommendations?)$/u],
  ['summary', /^(?:(?:professional|career|executive)\s+)?(?:summary|profile|about(?:\s+me)?|objective)$/u],
]

/** The section that a line begins, where it is a heading that people use. */
export function sectionNamed(line: string): ResumeSection | undefined {
  const name = line
    .toLowerCase()
    .replace(/[:#*_]/gu, '')
    .replace(/\s+/gu, ' ')
    .trim()
  return name.length > 40 ? undefined : headings.find(([, pattern]) => pattern.test(name))?.[0]
}
