import type { MetaValues } from './metadata.ts'

/** Letters only, since their signs vary: `dc.date.issued`, `DC.Date_Issued` and `dcDateIssued` are one name. */
const surest =
  'articlepublishedtime ogarticlepublishedtime articlepublished articledateoriginal articlepublicationdate datepublished publishdate published publisheddate publishedat publishedtime pubdate citationpublicationdate citationonlinedate citationdate dcdateissued dctermsissued'.split(
    ' ',
  )
const namesPublication =
  /(?:publi[a-z]*|pub|issued?|post(?:ed)?|released?|display|story|available|submitted|original|article)(?:date|time|day|at|on)(?:utc|gmt|iso)?$|(?:date|time)(?:of)?(?:publi[a-z]*|pub|issued|posted|released?)$|(?:published|issued)(?:first)?$|^(?:p|pub|gen)(?:date|time)$/
const namesCreation = /creat(?:ed?|ion)(?:date|time|at|on)?$/
const namesDate = /^(?:dc|dcterms|dcdate|sailthru|eprints|citation|bepresscitation|page|content|news)?date$/
const namesAnother =
  /modif|updat|change|expir|unpubl|valid|embargo|music|video|book|event|last|comment|review/
const namesChange = /(?:modified|modification|updated?|lastmod|lastupdate)(?:date|time|at|on)?$/

/** The meta elements that give the day of publication, the surest first: of publication, of creation, of nothing named. */
export function publishedMetas(meta: MetaValues): string[] {
  const named = byLetters(meta)
  const matching = (pattern: RegExp) =>
    [...named].flatMap(([name, value]) => (pattern.test(name) && !namesAnother.test(name) ? [value] : []))
  const parsely = /"pub_date"\s*:\s*"([^"]+)"/.exec(named.get('parselypage') ?? '')?.[1]
  return [
    ...surest.flatMap((name) => named.get(name) ?? []),
    ...(parsely === undefined ? [] : [parsely]),
    ...matching(namesPublication),
    ...matching(namesCreation),
    ...matching(namesDate),
  ]
}

/** The meta elements that give a day on which a page was changed. */
export function changedMetas(meta: MetaValues): string[] {
  return [...byLetters(meta)].flatMap(([name, value]) => (namesChange.test(name) ? [value] : []))
}

function byLetters(meta: MetaValues): Map<string, string> {
  return new Map([...meta].toReversed().map(([name, value]) => [name.replace(/[^a-z]/g, ''), value]))
}
