const grammar = new Set(
  `a an the this that these those it its they them their theirs he him his she her hers i me my mine we us our ours you your
  and or but so then than as at by for from in into of off on onto out over per to toward towards under below above up upon via with
  within without about after before during between among across through since until while when where how which who whose whom
  is are was were be been being am has have had having do does did done will would can could should may might must shall
  not also there here very more most less few fewer such own both either down back again well now still yet too just only
  finally alongside currently today yesterday successfully if because due thanks resulting leading jointly using use used usage based following
  including covering covers covered featuring regarding concerning spanning involving caused namely together etc respectively thereby thus therefore go went get got`.split(
    /\s+/u,
  ),
)

/** Whether a word only holds others together: articles, prepositions, auxiliaries. */
export function isGrammar({ text }: { text: string }): boolean {
  return grammar.has(text.toLowerCase())
}
