/** What somebody is called in a job, in the languages that postings are read in; the ends of longer words count. */
const roles =
  /(?:engineer|developer|programmer|manager|designer|analyst|scientist|architect|administrator|admin|nurse|teacher|lead|head|director|consultant|specialist|assistant|officer|coordinator|technician|editor|writer|accountant|representative|intern|trainer|tester|researcher|professor|lecturer|chef|cook|driver|recruiter|strategist|marketer|planner|owner|master|sre|devops|cto|ceo|entwickler(?:in)?|ingenieur(?:in)?|leiter(?:in)?|referent(?:in)?|fachkraft|lehrer(?:in)?|berater(?:in)?|techniker(?:in)?|administrator(?:in)?|werkstudent(?:in)?|kaufmann|kauffrau|développeu[rs]e?|ingénieure?|responsable|chef de projet|infirmi(?:er|ère)|desarrollador(?:a)?|ingenier[oa]|analista|gerente|desenvolvedor(?:a)?|engenheir[oa]|ontwikkelaar|medewerker|verpleegkundige)(?:s\b|\b)/iu
const label =
  /^(?:job title|title|position|role|vacancy|stelle|stellenbezeichnung|intitulé du poste|poste|puesto|cargo|vaga|functie)\s*[:–-]\s*(?<title>.+)$/iu
const asks =
  /\b(?:looking for|seeking|searching for|hiring|recruiting|need|join (?:us|our team) as|role of|position of|suchen|recherchons|cherchons|buscamos|procuramos|zoeken)\s+(?:(?:an?|our next|the|eine?n?|une?|una?|um|uma|een|dich als)\s+)?(?<title>\p{L}[^.,;:!?\n()]{2,80})/iu
/** What follows the name of a role in a sentence. */
const goesOn =
  /\s+(?:to|who|that|with|for|in|at|on|based|and (?:you|we)|responsible|joining|as of|from|within|der|die|das|mit|für|bei|zum|zur|ab|qui|pour|avec|chez|que|para|con|com|em|met|voor|bij)\s.*$/iu
const separators = /\s+[|·•@–—-]\s+|\s+(?:at|bei|chez|en|na|bij)\s+(?=\p{Lu})|\s*[|·•]\s*/u
const gender =
  /\s*[([/]?\s*(?:m\/w\/d|w\/m\/d|m\/f\/d|f\/m\/d|m\/f\/x|h\/f|f\/h|all genders|gn|m\/v|m\/v\/x)\s*[)\]]?/giu
const longest = 60
const leads = 12

/**
 * What a posting calls the role, in a few words: from its title or a short line at its top, else from the sentence that
 * says who is looked for. Undefined where it says no role. The posting is data, whatever it says.
 */
export function postingTitle(posting: string, given: string | undefined): string | undefined {
  const top = posting
    .split('\n')
    .map((line) =>
      line
        .replace(/^[#>*\s-]+/u, '')
        .replaceAll('**', '')
        .trim(),
    )
    .filter((line) => line !== '')
  const lines = [...(given === undefined ? [] : [given]), ...top.slice(0, leads)]
  return labelled(lines) ?? shortLine(lines) ?? askedFor(posting)
}

function labelled(lines: readonly string[]): string | undefined {
  for (const line of lines) {
    const title = label.exec(line)?.groups?.title
    if (title !== undefined) return tidy(title.split(separators)[0] ?? title)
  }
  return undefined
}

/** The part of a short line that names a role: `Senior Engineer` of `Senior Engineer | Acme | Berlin`. */
function shortLine(lines: readonly string[]): string | undefined {
  for (const line of lines) {
    if (line.length > 120 || /[.!?]$/u.test(line) || asks.test(line)) continue
    const part = line.split(separators).find((one) => roles.test(one))
    const title = part === undefined ? undefined : tidy(part)
    if (title !== undefined && title.split(/\s+/u).length <= 8) return title
  }
  return undefined
}

function askedFor(posting: string): string | undefined {
  const found = asks.exec(posting.slice(0, 4000))?.groups?.title
  if (found === undefined) return undefined
  const title = tidy(found.replace(goesOn, ''))
  return title !== undefined && roles.test(title) ? title : undefined
}

function tidy(text: string): string | undefined {
  const title = text
    .replace(gender, ' ')
    .replace(/\s+/gu, ' ')
    .replace(/[\s,;:–-]+$/u, '')
    .trim()
  if (title === '') return undefined
  if (title.length <= longest) return title
  return title.slice(0, longest).replace(/\s+\S*$/u, '')
}
