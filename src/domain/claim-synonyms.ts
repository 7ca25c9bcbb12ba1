import { stemOf } from './claim-stem.ts'

/** Words, not verbs, that mean the same in a work log. A phrase is written with an underscore. */
const same = [
  'bug defect issue problem fault glitch',
  'pr pull_request merge_request mr',
  'docs documentation doc document',
  'prod production',
  'customer client',
  'developer engineer dev programmer',
  'colleague coworker teammate co_worker team_mate peer',
  'repo repository codebase code_base',
  'cost spend expense bill spending',
  'outage downtime',
  'app application',
  'db database',
  'config configuration',
  'env environment',
  'talk presentation speech',
  'employee staff',
  'participant attendee',
  'signup sign_up registration',
  'login sign_in log_in signin',
  'frontend front_end',
  'backend back_end',
  'oncall on_call',
  'runbook playbook',
  'workshop course training class',
  'rfc proposal',
  'poc proof_of_concept',
  'infra infrastructure',
  'auth authentication',
  'a11y accessibility',
  'i18n internationalisation',
  'perf performance',
  'spec specification',
  'stat statistic',
  'info information',
  'latency response_time',
  'speed performance',
  'fast quick rapid',
  'company organisation org firm business corporation',
  'all every entire whole each everyone everybody',
  'zero no without',
  'alone solo single_handed sole single_handedly independent',
  'quarter quarterly',
  'month monthly',
  'week weekly',
  'day daily',
  'year yearly annual annum',
  'hour hourly h hr',
  'second s sec',
  'minute min',
  'millisecond ms',
  'legacy old outdated',
  'k8s kubernetes',
  'postgres postgresql',
  'js javascript',
  'ts typescript',
  'ci continuous_integration',
  'ui user_interface',
  'subscriber recipient',
  'page webpage',
  'website site web_site',
  'shop store webshop',
  'email e_mail mail',
  'kb knowledge_base',
  'faq frequently_asked_questions',
  'flaky unstable unreliable',
  'postmortem post_mortem',
  'answer response reply',
  'retry retries',
  'script scripts',
  'lib library',
  'team squad',
  'meetup meet_up',
  'programme program',
  'first initial',
  'e2e end_to_end',
  'cli command_line commandline',
]

/** A word of the log on the left says also what is on the right: the special is enough for the general. */
const general: Record<string, string> = {
  p95: 'latency performance speed',
  p99: 'latency performance speed',
  p50: 'latency performance speed',
  latency: 'performance speed',
  throughput: 'performance',
  lcp: 'performance speed',
  ttfb: 'performance speed latency',
  runtim: 'performance speed',
  postmortem: 'report document',
  runbook: 'documentation',
  readm: 'documentation',
  guid: 'documentation',
  wiki: 'documentation',
  handbook: 'documentation',
  tutorial: 'documentation',
  outage: 'incident',
  typo: 'bug',
  deadlock: 'bug',
  crash: 'bug',
  leak: 'bug',
  vulnerability: 'bug',
  junior: 'colleague',
  engineer: 'colleague',
  meetup: 'event',
  conference: 'event',
  hackathon: 'event',
  newsletter: 'email',
  endpoint: 'api',
  audience: 'person',
}

const words = new Map<string, string>()
const phrases = new Map<string, string>()
for (const group of same) {
  const [first = ''] = group.split(' ')
  for (const word of group.split(' '))
    if (word.includes('_')) phrases.set(word.split('_').map(stemOf).join(' '), `~${first}`)
    else words.set(stemOf(word), `~${first}`)
}

export const longestPhrase = 3

/** What a word means, whichever of its synonyms it is. */
export function meaningOf(stem: string): string | undefined {
  return words.get(stem)
}

/** What two or three words mean together, by their stems with a space between them. */
export function phraseMeaning(stems: string): string | undefined {
  return phrases.get(stems)
}

/** What a word of the log says in general. */
export function generalOf(stem: string): string[] {
  return (general[stem] ?? '')
    .split(' ')
    .flatMap((wider) => (wider === '' ? [] : [words.get(stemOf(wider)) ?? stemOf(wider)]))
}
