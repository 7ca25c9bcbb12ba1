import { findSkills } from './skill-finder.ts'
import { sentencesOf } from './skill-excerpt.ts'

/** Something that a job posting asks for: `text.slice(start, end)` of the posting. */
export interface PostingRequirement {
  text: string
  start: number
  end: number
  /** Names of the skills in it; `any` of them is enough where the posting says so. */
  skills: readonly string[]
  any: boolean
  /** `3+ years`; null where it asks for none. */
  years: number | null
  isWish: boolean
}

const cue =
  /(?<!\p{L})(?:experience|experienced|knowledge|familiar|familiarity|proficien\w+|fluen\w+|expert\w*|skills?|background|understanding|degree|ability|able to|you (?:have|are|can|know|will|bring|enjoy)|must|required?|requirements?|years?|track record|hands-on|comfortable|certifi\w+)(?!\p{L})/iu
/** The same in German, French, Spanish, Portuguese and Dutch. */
const foreignCue =
  /erfahrung|kenntnis|vertraut|abgeschlossene|studium|ausbildung|fließend|beherrsch|verfügst|bringst|expérience|connaissance|maîtrise|diplôme|compétence|experiencia|conocimiento|dominio de|titulación|experiência|conhecimento|domínio|ervaring|kennis|opleiding|vaardig|beheersing/iu
const wishHeading =
  /(?<!\p{L})(?:nice to have|bonus|preferred|plus|desirable|optional|good to have|wünschenswert|von vorteil|idealerweise|un plus|atouts?|deseable|se valorará|diferencial|desejável|mooi meegenomen)(?!\p{L})/iu
const heading = /^(?:.{0,60}:|\p{Lu}[^.!?]{0,40})$/u
const aboutUs =
  /(?<!\p{L})(?:we offer|our benefits|about us|equal opportunity|salary|pension|vacation|apply now|perks|who we are|wir bieten|über uns|nous offrons|ofrecemos|oferecemos|wij bieden)(?!\p{L})/iu
const yearWords: Record<string, number> = {
  two: 2,
  three: 3,
  four: 4,
  five: 5,
  six: 6,
  seven: 7,
  eight: 8,
  ten: 10,
}
const most = 60
const longest = 400
const shortest = 8

/** What a posting asks, in its order. By its lines and sentences; the posting is data, whatever it says. */
export function postingRequirements(posting: string): PostingRequirement[] {
  let isWish = false
  const found: PostingRequirement[] = []
  for (const { start, end } of sentencesOf(posting)) {
    const text = posting.slice(start, end)
    // A heading of Markdown asks for nothing by itself.
    const isMarked =
      /(?:^|\n)[ \t]*#{1,6}[ \t]*$/u.test(posting.slice(Math.max(0, start - 8), start)) ||
      /^(?:#{1,6}\s|\*\*[^*]+\*\*:?$)/u.test(text)
    if (isMarked) {
      isWish = wishHeading.test(text)
      continue
    }
    const isBullet = /(?:^|\n)[ \t]*(?:[-*•·]|\d+[.)])[ \t]+$/u.test(
      posting.slice(Math.max(0, start - 8), start),
    )
    const skills = [...new Set(findSkills(text).map(({ name }) => name))]
    if (!isBullet && skills.length === 0 && heading.test(text.trim())) isWish = wishHeading.test(text)
    else if (isRequirement(text, isBullet || skills.length > 0))
      found.push({ ...asked(text, skills), start, end, isWish: isWish || wishHeading.test(text) })
    if (found.length === most) break
  }
  return found
}

function isRequirement(text: string, isLikely: boolean): boolean {
  if (text.length > longest || aboutUs.test(text)) return false
  return isLikely || (text.length >= shortest && (cue.test(text) || foreignCue.test(text)))
}

function asked(text: string, skills: readonly string[]) {
  const years =
    /(\d{1,2}|two|three|four|five|six|seven|eight|ten)\s?\+?(?:\s?(?:-|–|to|bis|à|a)\s?\d{1,2})?\s+(?:years?|Jahren?|ans?(?!\p{L})|años?|anos?(?!\p{L})|jaar)/iu.exec(
      text,
    )?.[1]
  const any = /\b(?:or|e\.g\.|such as|like|one of|any of|similar)\b|\w\/\w/iu.test(text)
  return {
    text: text.replace(/\s+/gu, ' ').trim(),
    skills,
    any,
    years: years === undefined ? null : (yearWords[years.toLowerCase()] ?? Number(years)),
  }
}
