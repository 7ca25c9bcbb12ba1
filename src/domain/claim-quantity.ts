/** An amount with its unit in one base for each kind: seconds for all times, so that 2 min is 120 s. */
export interface Quantity {
  value: number
  /** What is counted in: `` for things, `%`, `x`, `time`, `bytes`, `money $`. */
  unit: string
  /** As the text says it: `3`, `2.5`; where the rounding of a computed value stops. */
  said: number
  decimals: number
  bound: 'over' | 'least' | 'under' | 'about' | undefined
}

const seconds: Record<string, number> = {
  ns: 1e-9,
  µs: 1e-6,
  us: 1e-6,
  ms: 1e-3,
  millisecond: 1e-3,
  s: 1,
  sec: 1,
  second: 1,
  min: 60,
  mins: 60,
  minute: 60,
  h: 3600,
  hr: 3600,
  hour: 3600,
  d: 86_400,
  day: 86_400,
  wk: 604_800,
  wks: 604_800,
  week: 604_800,
  mo: 2_629_800,
  mos: 2_629_800,
  month: 2_629_800,
  yr: 31_557_600,
  yrs: 31_557_600,
  year: 31_557_600,
}
const bytes: Record<string, number> = {
  b: 1,
  byte: 1,
  kb: 1e3,
  mb: 1e6,
  gb: 1e9,
  tb: 1e12,
  kib: 1024,
  mib: 1_048_576,
  gib: 1_073_741_824,
}
const scales: Record<string, number> = {
  k: 1e3,
  K: 1e3,
  thousand: 1e3,
  M: 1e6,
  m: 1e6,
  mio: 1e6,
  million: 1e6,
  bn: 1e9,
  billion: 1e9,
  hundred: 100,
  dozen: 12,
}
const ones =
  'one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen'.split(
    ' ',
  )
const tens = 'twenty thirty forty fifty sixty seventy eighty ninety'.split(' ')
const numberWords: Record<string, number> = {
  ...Object.fromEntries(ones.map((word, index) => [word, index + 1])),
  ...Object.fromEntries(tens.map((word, index) => [word, (index + 2) * 10])),
  ...Object.fromEntries(
    tens.flatMap((ten, index) =>
      ones.slice(0, 9).map((one, more) => [`${ten}-${one}`, (index + 2) * 10 + more + 1]),
    ),
  ),
  hundred: 100,
  thousand: 1000,
  dozen: 12,
}
const currencies: Record<string, string> = {
  usd: '$',
  dollar: '$',
  dollars: '$',
  eur: '€',
  euro: '€',
  euros: '€',
  gbp: '£',
  zar: 'R',
  rand: 'R',
}

const figures = String.raw`(?<sign>[$€£]|(?:R|USD|EUR|GBP|ZAR)\s?(?=\d))?(?<digits>[+−-]?(?:\d{1,3}(?:[,  ]\d{3})+|\d+)(?:\.\d+)?|\.\d+)(?:\s?(?<scale>k|K|M|bn|thousand|million|billion|hundred|dozen)(?![\p{L}\d]))?`
const unitPattern = String.raw`(?:[\s-]?(?<unit>%|percent(?:age(?= points?))?|×|x(?![\p{L}\d])|fold(?!\p{L})|times(?= (?:normal|usual|regular|typical|as|faster|slower|more|less|fewer|higher|lower|cheaper|smaller|larger|as))|[µmnu]?s(?!\p{L})|millisecond(?:s)?(?!\p{L})|sec(?:ond)?s?(?!\p{L})|min(?:ute)?s?(?!\p{L})|h(?!\p{L})|hrs?(?!\p{L})|hours?(?!\p{L})|d(?:ays?)?(?!\p{L})|w(?:ee)?ks?(?!\p{L})|mo(?:nth)?s?(?!\p{L})|y(?:ea)?rs?(?!\p{L})|[kKMGT]i?B(?!\p{L})|[Bb]ytes?(?!\p{L})|[€£$](?!\d)|(?:USD|EUR|GBP|ZAR|dollars?|euros?|rand)(?!\p{L})))?`
const numeric = new RegExp(String.raw`${figures}${unitPattern}`, 'uy')
const worded = new RegExp(
  String.raw`(?<digits>${Object.keys(numberWords)
    .sort((a, b) => b.length - a.length)
    .join('|')})(?!\p{L})(?:\s(?<scale>thousand|million|billion|hundred|dozen)(?!\p{L}))?${unitPattern}`,
  'iuy',
)
/** `half of the tickets`, `by a quarter`. */
const share = /half(?= of (?:the|all|our|its|their|these)(?!\p{L}))|(?<=by )a quarter(?!\p{L})/iuy
const millions = /(?<sign>[$€£R])\s?(?<digits>\d+(?:\.\d+)?)(?<scale>m)(?![\p{L}\d])/uy
const fraction = /(a|one|two|three)[\s-](thirds?|quarters)(?!\p{L})/iuy
const bounds: readonly [RegExp, Quantity['bound']][] = [
  [/at least\s?$/iu, 'least'],
  [/(?:more than|over|above|exceed(?:ing|ed)|greater than|>)\s?$/iu, 'over'],
  [/(?:almost|nearly|up to|within|under|below|less than|at most|close to|fewer than|<)\s?$/iu, 'under'],
  [/(?:about|around|roughly|approximately|approx\.?|some|circa|ca\.|~|≈)\s?$/iu, 'about'],
]

const single = /(?:an?|one) (?<unit>second|minute|hour|day|week|month|year)(?!\p{L})/iuy

/** The amount that starts at a place of the text, with its unit, and where it ends. */
export function quantityAt(text: string, at: number): { quantity: Quantity; end: number } | undefined {
  const before = text.slice(Math.max(0, at - 1), at)
  if (/[\p{L}\p{N}_.#]/u.test(before)) return undefined
  const part = matchAt(fraction, text, at)
  if (part !== undefined) return { quantity: fractionOf(part), end: at + part[0].length }
  const bound = bounds.find(([pattern]) => pattern.test(text.slice(Math.max(0, at - 16), at)))?.[1]
  const one = bound === undefined ? undefined : matchAt(single, text, at)
  if (one !== undefined)
    return { quantity: { ...amountOf({ unit: one.groups?.unit }, '1'), bound }, end: at + one[0].length }
  const half = matchAt(share, text, at)
  if (half !== undefined)
    return { quantity: shareOf(/^half/iu.test(half[0]) ? 50 : 25), end: at + half[0].length }
  const match = matchAt(millions, text, at) ?? matchAt(numeric, text, at) ?? matchAt(worded, text, at)
  const digits = match?.groups?.digits
  if (match === undefined || digits === undefined) return undefined
  const after = text.slice(at + match[0].length)
  if (/^(?:[\p{L}_]|\.\d|-\d)/u.test(after) && match.groups?.unit === undefined) return undefined
  const plus = after.startsWith('+') ? 'least' : undefined
  const amount = amountOf(match.groups ?? {}, digits)
  const isFactor =
    amount.unit === '' &&
    /factor of (?:about |nearly |almost |over |more than |around )?$/iu.test(
      text.slice(Math.max(0, at - 22), at),
    )
  return {
    quantity: { ...amount, unit: isFactor ? 'x' : amount.unit, bound: bound ?? plus },
    end: at + match[0].length,
  }
}

function fractionOf([, count = '', whole = '']: RegExpExecArray): Quantity {
  const share = (numberWords[count.toLowerCase()] ?? 1) / (/^t/iu.test(whole) ? 3 : 4)
  return { ...shareOf(share * 100), decimals: -0.5 }
}

function shareOf(percent: number): Quantity {
  return { value: percent, unit: '%', said: percent, decimals: 0, bound: undefined }
}

function matchAt(pattern: RegExp, text: string, at: number): RegExpExecArray | undefined {
  pattern.lastIndex = at
  return pattern.exec(text) ?? undefined
}

function amountOf(groups: Record<string, string | undefined>, digits: string): Omit<Quantity, 'bound'> {
  const plain = digits
    .toLowerCase()
    .replace(/[,  ]/gu, '')
    .replace(/^[+−-]/u, '')
  const said = (numberWords[plain] ?? Number(plain)) * (scales[groups.scale ?? ''] ?? 1)
  const decimals = groups.scale === undefined ? (plain.split('.')[1]?.length ?? 0) : 0
  const { unit, factor } = unitOf(groups.unit ?? groups.sign?.trim() ?? '')
  return { value: Number((said * factor).toPrecision(12)), unit, said, decimals }
}

function unitOf(written: string): { unit: string; factor: number } {
  const lower = written.toLowerCase()
  if (lower === '') return { unit: '', factor: 1 }
  if (lower === '%' || lower.startsWith('percent')) return { unit: '%', factor: 1 }
  if (/^(?:x|×|fold|times)$/u.test(lower)) return { unit: 'x', factor: 1 }
  const single = lower.length > 3 ? lower.replace(/s$/u, '') : lower
  const time = seconds[lower] ?? seconds[single] ?? (lower === 'hrs' ? 3600 : undefined)
  if (time !== undefined) return { unit: 'time', factor: time }
  const size = bytes[lower] ?? bytes[single]
  if (size !== undefined) return { unit: 'bytes', factor: size }
  return { unit: `money ${currencies[lower] ?? written}`, factor: 1 }
}
