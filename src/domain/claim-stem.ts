/** Past forms that no rule finds; the ones that look like their base are past in a log. */
const irregular = new Map(
  `began:begin brought:bring built:build bought:buy caught:catch chose:choose chosen:choose came:come cut:cut did:do
  done:do drew:draw drawn:draw drove:drive driven:drive fell:fall fallen:fall felt:feel found:find gave:give given:give
  got:get gotten:get grew:grow grown:grow had:have has:have heard:hear held:hold hosted:host kept:keep knew:know
  led:lead left:leave let:let lost:lose made:make meant:mean met:meet overcame:overcome oversaw:oversee paid:pay put:put
  quit:quit ran:run read:read rebuilt:rebuild redid:redo reran:rerun rewrote:rewrite rewritten:rewrite rose:rise
  risen:rise said:say saw:see seen:see sent:send set:set shot:shoot shut:shut shrank:shrink shrunk:shrink sold:sell sat:sit tried:try tries:try
  sought:seek spent:spend split:split spoke:speak spoken:speak sped:speed spun:spin stood:stand stuck:stick taught:teach
  thought:think threw:throw told:tell took:take taken:take tore:tear understood:understand undid:undo went:go gone:go
  won:win wrote:write written:write wound:wind wrought:work broke:break broken:break became:become
  was:be were:be is:be are:be am:be been:be being:be`
    .split(/\s+/u)
    .map((pair): [string, string] => {
      const [past = '', base = ''] = pair.split(':')
      return [past, base]
    }),
)

const whole = new Set(
  `production version session region million billion station function question section mission edition position team
  option version date rate state state's private update gate template news less access process business address status
  analysis basis bus gas this his its us is was has needs always perhaps kubernetes postgres redis express windows css
  aws ios js sass https dns tls speed need feed seed embed red bed shed exceed proceed indeed string thing king ring
  spring sing bring during morning evening nothing anything everything something ceiling wing sting sling moment comment
  document payment department segment element experiment environment statement apartment argument instrument requirement
  meeting building pricing billing onboarding training marketing engineering logging caching routing ads series notification specification`
    .split(/\s+/u)
    .filter((word) => word !== ''),
)

const nouns: Record<string, string> = {
  meeting: 'meet',
  training: 'train',
  onboarding: 'onboard',
  pricing: 'pric',
  billing: 'bill',
  caching: 'cach',
  logging: 'log',
  reduction: 'reduc',
  growth: 'grow',
  removal: 'remov',
  renewal: 'renew',
  analysis: 'analys',
  certification: 'certify',
  certified: 'certify',
  certificate: 'certify',
  analyses: 'analys',
  people: 'person',
  children: 'child',
  indices: 'index',
  saving: 'sav',
  savings: 'sav',
  data: 'data',
  delivery: 'deliver',
  discovery: 'discover',
  failure: 'fail',
  introduction: 'introduc',
  organisation: 'organisation',
  organization: 'organisation',
  production: 'production',
  negotiations: 'negoti',
  presentation: 'present',
  talks: 'talk',
  upgrade: 'upgrad',
  update: 'updat',
  updated: 'updat',
  updating: 'updat',
  updates: 'updat',
  treated: 'treat',
  treating: 'treat',
  used: 'use',
  using: 'use',
  uses: 'use',
}

/** Nouns that no rule leads to their verb. */
const deeds = new Map(
  `weight:weigh choice:choose loss:lose sale:sell response:respond decision:decide division:divide expansion:expand
  extension:extend conversion:convert revision:revise supervision:supervise retention:retain
  maintenance:maintain attendance:attend assistance:assist guidance:guide compliance:comply acceptance:accept
  preference:prefer reference:refer approval:approve proposal:propose arrival:arrive recovery:recover inquiry:inquire
  synthesis:synthesise admission:admit submission:submit permission:permit reception:receive receipt:receive
  subscription:subscribe description:describe prescription:prescribe transcription:transcribe consumption:consume
  ownership:own moderator:moderate coordinator:coordinate facilitator:facilitate translator:translate purchase:purchase`
    .split(/\s+/u)
    .map((pair): [string, string] => {
      const [noun = '', verb = ''] = pair.split(':')
      return [noun, verb]
    }),
)

export type WordForm = 'past' | 'gerund' | 'base'

/** How a verb would stand there: `wrote` and `fixed` are past, `fixing` is a gerund; nouns are taken for base forms. */
export function formOf(word: string): WordForm {
  const lower = word.toLowerCase().replace(/^co-/u, '')
  if (irregular.has(lower)) return 'past'
  if (/[a-z]{2}ed$/u.test(lower) && !whole.has(lower)) return 'past'
  return /[a-z]{2}ing$/u.test(lower) &&
    !/^(?:string|thing|king|ring|spring|morning|evening|during|lightning|wedding|ceiling)$/u.test(lower)
    ? 'gerund'
    : 'base'
}

/** What a word, its plural, its tenses and the noun made of it have in common: `migrate`, `migrated`, `migrations`. */
export function stemOf(word: string): string {
  const lower = word
    .toLowerCase()
    .replace(/['’]s?$/u, '')
    .replace(/^co-/u, '')
  const base = deeds.get(lower) ?? deeds.get(lower.replace(/s$/u, '')) ?? irregular.get(lower) ?? lower
  const known = nouns[base]
  if (known !== undefined) return known
  if (base.length <= 3 || !/^[a-z]+$/u.test(base))
    return /^[a-z]+s$/u.test(base) && !whole.has(base) && !base.endsWith('ss') && base.length > 2
      ? base.slice(0, -1)
      : base
  const single = singular(base)
  const noun = nouns[single]
  if (noun !== undefined) return noun
  return whole.has(single) ? trimEnd(single) : trimEnd(bare(single))
}

function singular(word: string): string {
  if (whole.has(word) || /(?:ss|us|is)$/u.test(word)) return word
  if (/[^aeiou]ies$/u.test(word)) return `${word.slice(0, -3)}y`
  if (/(?:x|ch|sh|ss|zz)es$/u.test(word)) return word.slice(0, -2)
  return word.endsWith('s') ? word.slice(0, -1) : word
}

/** `decommissioned`, `presentations`: the second ending goes too. */
function bare(word: string): string {
  const shorter = withoutEnding(word)
  return whole.has(shorter) ? shorter : withoutEnding(shorter)
}

function withoutEnding(word: string): string {
  const rules: readonly [RegExp, string][] = [
    [/^(.{2,}if)ication$/u, '$1y'],
    [/^(.{3,})i[sz](?:ation|e|ed|ing|er)$/u, '$1is'],
    [/^(.{3,})ys(?:e|ed|ing)$/u, '$1ys'],
    [/^(.{3,})yz(?:e|ed|ing)$/u, '$1ys'],
    [/^(.{3,})(?:ation|ating|ated|ate)$/u, '$1'],
    [/^(.{3,})ied$/u, '$1y'],
    [/^(.{3,})ment$/u, '$1'],
    [/^(.{4,})ion$/u, '$1'],
    [/^(.{2,})([bdgklmnprt])\2(?:ed|ing)$/u, '$1$2'],
    [/^(.{2,})(?:ed|ing)$/u, '$1'],
    [/^(.{4,})ly$/u, '$1'],
  ]
  for (const [pattern, kept] of rules) if (pattern.test(word)) return word.replace(pattern, kept)
  return word
}

function trimEnd(word: string): string {
  const plain = word
    .replace(/([nt])tre$/u, '$1ter')
    .replace(/our$/u, 'or')
    .replace(/ogue$/u, 'og')
    .replace(/amme$/u, 'am')
  const bare = plain.length > 3 && plain.endsWith('e') ? plain.slice(0, -1) : plain
  return bare.length > 3 ? bare.replace(/([^aeiou])\1$/u, '$1') : bare
}
