import { stemOf } from './claim-stem.ts'

/**
 * Verbs of work in groups of one meaning. A phrase is written with an underscore. What a group entails beyond itself
 * is in `entailed`; verbs of two groups that are not joined there say different things.
 */
const groups: Record<string, string> = {
  create:
    'build create develop implement make construct code program engineer produce craft prototype stand_up script devise',
  write: 'write author compose pen jot write_up',
  add: 'add include insert append put_in',
  set: 'set_up enable activate configure install provision bootstrap establish spin_up wire_up put_in_place wire_in hook_in',
  introduce: 'introduce adopt bring_in incorporate institute roll_in',
  release: 'ship release launch deploy roll_out rollout go_live put_live push_live push_out land',
  publish: 'publish post share distribute circulate',
  deliver: 'deliver hand_over hand_in hand',
  fix: 'fix resolve solve repair correct patch close squash mend remedy iron_out sort_out fix_up clear_up restore recover rectify',
  reduce:
    'cut reduce lower decrease drop slash shrink trim bring_down cut_down fall diminish lessen halve curb go_down minimise shorten',
  increase:
    'raise increase grow boost lift rise double triple quadruple expand bring_up go_up climb bump_up maximise',
  speed: 'speed_up accelerate quicken speed expedite',
  improve:
    'improve optimise enhance tune better refine strengthen streamline stabilise polish modernise overhaul revamp',
  save: 'save spare',
  remove:
    'remove delete eliminate decommission retire shut_down clean_out purge phase_out turn_off switch_off drop_out get_rid kill rip_out tear_down nuke ditch deduplicate get_rid_of',
  clean: 'clean_up tidy_up clean tidy',
  move: 'migrate move port switch convert transfer transition shift route',
  upgrade: 'upgrade bump update move_up',
  replace: 'replace swap substitute swap_out',
  rewrite: 'rewrite rebuild reimplement redo redevelop revamp',
  refactor: 'refactor restructure reorganise rework simplify rearchitect restructure reshape',
  split: 'split break_up separate divide decompose',
  merge: 'merge combine consolidate unify',
  automate: 'automate',
  design: 'design redesign architect draw sketch mock_up conceive wireframe outline devise',
  document: 'document write_down',
  test: 'test verify validate',
  review: 'review proofread inspect audit check',
  investigate:
    'investigate analyse diagnose research explore look_into examine profile dig_into evaluate assess debug troubleshoot trace troubleshoot isolate reproduce',
  find: 'find identify discover uncover detect locate spot figure_out find_out pinpoint catch',
  learn: 'learn study read read_up watch',
  attend: 'attend join participate take_part visit listen sit_in',
  present: 'present give_talk demo show speak pitch demonstrate share show_off',
  teach: 'teach train tutor instruct educate upskill',
  mentor: 'mentor coach guide advise',
  onboard: 'onboard induct',
  help: 'help assist support contribute collaborate aid partner',
  pair: 'pair shadow pair_program',
  lead: 'lead head own drive manage direct spearhead oversee supervise champion captain be_responsible be_in_charge orchestrate steer head_up',
  run: 'run conduct hold facilitate moderate carry_out perform execute chair operate maintain administer',
  organise: 'organise arrange coordinate host orchestrate',
  negotiate: 'negotiate renegotiate',
  win: 'win',
  sell: 'sell close_deal sign',
  hire: 'hire recruit staff',
  interview: 'interview screen survey poll',
  meet: 'meet discuss talk sync align chat consult',
  ask: 'ask request enquire inquire',
  propose: 'propose suggest recommend draft',
  decide: 'decide choose pick select',
  plan: 'plan schedule',
  try: 'try attempt experiment pilot',
  start: 'start begin kick_off pilot initiate',
  finish: 'finish complete conclude wrap_up finalise end',
  handle: 'handle answer process respond reply triage address reconcile',
  serve: 'serve',
  send: 'send mail email dispatch',
  translate: 'translate localise',
  restart: 'restart reboot',
  measure: 'measure benchmark',
  monitor: 'monitor track observe instrument map',
  connect: 'wire plug integrate connect hook_up link',
  prevent: 'prevent avoid',
  secure: 'secure protect harden',
  work: 'work work_on do',
  revert: 'revert roll_back undo back_out cancel withdraw abandon scrap drop_idea',
  return: 'return go_back switch_back',
  give: 'give grant provide',
  persuade: 'persuade convince win_over talk_into',
  postpone: 'postpone push_back delay defer reschedule',
  say: 'say tell report file claim mention think believe',
  make_up: 'prepare',
  enable: 'allow let',
  use: 'use employ leverage utilise apply',
  get: 'get receive obtain achieve reach attain earn gain',
  change: 'go be have become change modify adapt tweak',
  unblock: 'unblock',
  standardise: 'standardise standardize',
  scale: 'scale',
  spend: 'spend',
  buy: 'buy purchase acquire order procure',
  rename: 'rename relabel',
  record: 'record film capture',
  compile: 'compile',
  extend: 'extend widen',
  pass: 'pass',
  cache: 'cache',
  parallelise: 'parallelise parallelize',
  book: 'book reserve',
  archive: 'archive',
  import: 'import ingest',
  export: 'export',
  index: 'index',
  explain: 'explain clarify',
  visit: 'travel',
  calculate: 'calculate compute determine derive',
  stop: 'stop halt',
  contact: 'contact call phone reach_out',
  renew: 'renew',
  double_check: 'double_check',
  print: 'print',
  sew: 'assemble mount',
  clear: 'clear',
  backfill: 'backfill',
  summarise: 'summarise',
  take: 'take_over',
  estimate: 'estimate forecast',
  approve: 'approve',

  log: 'log',
  calibrate: 'calibrate',
  collect: 'collect gather curate aggregate compile',
}

/** The log's verb on the left is enough for each of the claim's on the right. */
const entailed: Record<string, string> = {
  create: 'add introduce work write set',
  write: 'create add work document',
  add: 'create introduce set write work',
  set: 'introduce add work create',
  introduce: 'add set work',
  release: 'introduce publish deliver',
  publish: 'release write',
  deliver: 'finish',
  fix: 'work handle improve',
  reduce: 'improve speed save',
  increase: 'improve',
  speed: 'improve reduce',
  save: 'reduce',
  remove: 'clean refactor',
  move: 'work replace',
  replace: 'move introduce remove',
  upgrade: 'work move',
  rewrite: 'refactor work create',
  refactor: 'clean work improve',
  split: 'refactor work',
  automate: 'create work',
  design: 'work',
  document: 'write',
  investigate: 'work',
  find: 'investigate',
  teach: 'run present mentor',
  mentor: 'teach help',
  onboard: 'teach mentor',
  pair: 'help work',
  help: 'work',
  lead: 'run',
  run: 'work handle',
  organise: 'run work',
  interview: 'meet run',
  propose: 'write',
  handle: 'work',
  connect: 'work set add introduce create',
  finish: 'work',
  translate: 'work',
  ask: 'meet',
  negotiate: 'meet',
  secure: 'improve',
  clean: 'remove',
  measure: 'test investigate',
  change: 'get',
  test: 'investigate',
  review: 'investigate',
  try: 'investigate test',
  collect: 'work',
  monitor: 'work',
  learn: 'investigate',
  merge: 'work',
  stop: 'remove',
  win: 'get',
  meet: 'interview',
}

const byStem = new Map<string, string>()
const phrases = new Map<string, string>()
for (const [group, words] of Object.entries(groups))
  for (const word of words.split(' '))
    if (word.includes('_')) phrases.set(word.split('_').map(stemOf).join(' '), group)
    else byStem.set(stemOf(word), group)

/** The group of a verb, or of the noun made of it, by its stem. */
export function verbGroup(stem: string): string | undefined {
  return byStem.get(stem)
}

/** The group of a verb with its particle: `set up`, `rolled out`. */
export function phraseGroup(stem: string, particle: string): string | undefined {
  return phrases.get(`${stem} ${stemOf(particle)}`)
}

/** Whether a log that says `logged` says what `claimed` says of the same thing. */
export function entails(logged: string, claimed: string): boolean {
  return logged === claimed || (entailed[logged]?.split(' ').includes(claimed) ?? false)
}
