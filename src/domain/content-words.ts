const common = new Set(
  `a about above after again all also am an and any are as asked at back be because been before being between blocked
  blocker both but by call can could day did do does doing done down during each everything few first for from fixed
  further get got had has have having help her here him his how i if in into is it its just last later made make me
  meeting more most my need new next no nor not now of off on once one only or other our out over own plan planned
  plans same second she should so some still such than that the their them then there these they thing things this
  those through to today tomorrow too tried under until up us use used very via waiting was we week were what when where which while
  who whom why will with work worked working would yesterday you your`.split(/\s+/u),
)

const shortest = 3

/** The words of a text that say what it is about, in small letters, each once. */
export function contentWords(text: string): ReadonlySet<string> {
  const words = text.toLowerCase().match(/[\p{L}][\p{L}\p{N}_-]*/gu) ?? []
  return new Set(words.filter((word) => word.length >= shortest && !common.has(word)))
}

/** True for two texts about one thing: at least two words, and half of those of the shorter text, are the same. */
export function isSameMatter(one: ReadonlySet<string>, other: ReadonlySet<string>): boolean {
  let shared = 0
  for (const word of one) if (other.has(word)) shared += 1
  return shared >= 2 && shared * 2 >= Math.min(one.size, other.size)
}
