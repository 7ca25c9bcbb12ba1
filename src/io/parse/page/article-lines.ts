import { squeeze } from '../../../base/text.ts'
import { dateInText } from '../written-date.ts'
import { isSentence } from './prose.ts'

/** What a page says about an article, and its text repeats around it. */
export interface ArticleNames {
  title: string
  author: string | null
}

const mostFurniture = 120
const mostTopLines = 14
const mostEndLines = 8
const shortestName = 5
const mostAbout = 1500
const aboutAuthors =
  /^(?:about the (?:authors?|writers?)|(?:zum|über (?:den|die)) autor(?:in|en)?|à propos de l[’']auteur|sobre (?:el|la|o|a) autora?|sull[’']autore|об авторе|关于作者|著者(?:について|プロフィール)|作者简介)\s*:?$/iu
const doing =
  /^,? (?:is|are|was|has|covers|writes|reports|joined|works|serves|leads|teaches|ist|schreibt|arbeitet|est|es|é|è|jest|работает|пишет)(?!\p{L})/iu
/** What is said of a career, and hardly of a person in a story by the first name. */
const career =
  /^,? (?:(?:is|was) an? (?:\S+ ){0,4}(?:reporter|writer|author|editor|journalist|correspondent|columnist|blogger|contributor|freelancer)|(?:covers|writes (?:about|for|on)|reports on|started|founded|joined|has (?:written|covered|reported))) ?/iu
const byline =
  /^(?:by|written by|reporting by|von|par|por|di|door|av|af|autor(?:a|en)?|author|text|redaktion|автор|текст|από|yazan|oleh|作者|文|記者|编辑|編輯|来源|來源|기자)[\s:：].{2,80}$/iu
const furniture =
  /^(?:advertise?ment|anzeige|werbung|publicité|publicidad(?:e)?|pubblicità|advertentie|reklam[ae]?|реклама|διαφήμιση|广告|廣告|광고|story continues (?:below|after).*|article continues .*|skip (?:to|past) .*|share(?: this.*)?|teilen|partager|compartir|compartilhar|condividi|поделиться|分享|save|print|e-?mail|copy link|show caption|hide caption|view image.*|loading\.*|play|pause|mute|\d+ ?(?:min(?:ute)?s?|minuten|minutos|мин\.?|分钟)(?: read| lesezeit| de lectura)?|\d* ?(?:comments?|kommentare?|commentaires?|comentarios?|комментари\p{L}*|评论)|listen(?: to (?:this )?article)?|follow|table of contents|in this article|jump to .*|back to top|topics?|tags?:?.*|filed under.*|credit:? .*|image(?: credit| source)?:? .*|photo(?:graph)?(?: credit)?(?: by|:) .*|(?:foto|bild|quelle|fotó|photo|source|źródło|fot\.|фото|πηγή|kaynak|图|图源|資料來源)\s?[:：].{0,80}|.{0,60}(?:getty images|shutterstock|alamy|unsplash|istock|reuters\/|ap photo|afp via|picture alliance).{0,40}|[|•·>»←→↑*_=–—-]+)$/iu

/**
 * The lines of an article without what surrounds it: its own headline, names and dates above the first paragraph,
 * furniture between the lines, a word about the author and marks below the last one.
 */
export function trimArticle(text: string, { title, author }: ArticleNames): string {
  const lines = text.split('\n').filter((line) => line === '' || !isFurniture(line))
  return withoutEnd(withoutTop(lines, title), author)
    .join('\n')
    .replace(/\n{3,}/g, '\n\n')
    .trim()
}

function isFurniture(line: string): boolean {
  return line.length < mostFurniture && furniture.test(line)
}

function withoutTop(lines: readonly string[], title: string): string[] {
  const first = lines.findIndex((line) => isSentence(line))
  const top = lines.slice(0, Math.max(0, Math.min(first, mostTopLines)))
  const kept = top.filter((line) => !isTitle(line, title) && !byline.test(line) && !isDateline(line))
  return [...kept, ...lines.slice(top.length)]
}

function isTitle(line: string, title: string): boolean {
  const [a, b] = [plain(line), plain(title)]
  return (
    a !== '' &&
    (a === b ||
      (a.length > 20 && b.startsWith(a)) ||
      (b.length > 20 && a.startsWith(b) && a.length < b.length * 1.3))
  )
}

function plain(text: string): string {
  return squeeze(text.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, ' '))
}

/** A line that is a date and a few words to it. */
function isDateline(line: string): boolean {
  return line.length < 70 && dateInText(line) !== null
}

function withoutEnd(lines: readonly string[], author: string | null): string[] {
  const end = Math.max(0, lines.length - mostEndLines * 2)
  const names = namesOf(author)
  const about = lines.findIndex((line, index) => index >= end && aboutAuthors.test(line))
  const isShort = lines.slice(about).join('\n').length < mostAbout
  const kept = about > 0 && isShort ? lines.slice(0, about) : lines
  return kept.filter((line, index) => index < end || !isAboutAuthor(line, names))
}

interface Names {
  whole: string[]
  /** First names, by which some go on to be spoken of. */
  first: string[]
}

/** `Ada Byte, Bob Bit and Cy Code` are three. */
function namesOf(author: string | null): Names {
  const parts = author?.toLowerCase().split(/\s*[,;|/]\s*|\s+(?:and|und|et|y|e|en|och|og|&)\s+/u) ?? []
  const whole = [author?.toLowerCase() ?? '', ...parts].filter((name) => name.length >= shortestName)
  return { whole, first: parts.flatMap((name) => /^(\S{4,}) \S/u.exec(name)?.[1] ?? []) }
}

/** `Ada Byte is a writer in Cape Town.` */
function isAboutAuthor(line: string, { whole, first }: Names): boolean {
  if (line.length > 900) return false
  const plain = line.toLowerCase().replace(/^[^\p{L}]+/u, '')
  const behind = (names: readonly string[]) => {
    const name = names.find((each) => plain.startsWith(each))
    return name === undefined ? undefined : plain.slice(name.length)
  }
  const rest = behind(whole)
  if (rest !== undefined) return rest.trim() === '' || doing.test(rest)
  const called = behind(first)
  return called !== undefined && career.test(called)
}
