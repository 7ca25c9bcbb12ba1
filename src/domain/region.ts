import { hostOf } from './page-address.ts'

/** Country domains that everybody registers for the sound of them: they say nothing of where a site is. */
const soldAnywhere = new Set(
  (
    'ac ag ai am bz cc cd cf co cx dj eu fm ga gd gg gl gq gs hn im io la lc li ly me ml mn ms mu nf nu pm ' +
    'pn pw re sc sh so st su tc tf tk tl to tv vc vg vu wf ws yt'
  ).split(' '),
)

/** The country of a site by the end of its host, such as GB; undefined where that says nothing. */
export function countryOf(address: string): string | undefined {
  const end = hostOf(address).split('.').at(-1) ?? ''
  if (!/^[a-z]{2}$/.test(end) || soldAnywhere.has(end)) return undefined
  const code = end === 'uk' ? 'GB' : end.toUpperCase()
  return isRegion(code) ? code : undefined
}

/** Whether two letters are those of a country or another region of ISO 3166. */
export function isRegion(code: string): boolean {
  return names('en').of(code) !== undefined
}

/** `South Africa` for ZA; the code where it is none of a country. */
export function regionName(code: string, language = 'en'): string {
  return names(language).of(code) ?? code
}

function names(language: string): Intl.DisplayNames {
  return new Intl.DisplayNames(language, { type: 'region', fallback: 'none' })
}
