import { squeeze } from '../../../base/text.ts'
import { dateInText } from '../written-date.ts'
import { isFurtherLabel } from './interruptions.ts'
import { isSentence, isShortSentence } from './prose.ts'

/** What a page says about an article, and its text repeats around it. */
export interface ArticleNames {
  title: string
  /** The headline on the page, where it is another one than the title. */
  heading?: string
  author: string | null
}

const mostFurniture = 120
const mostTopLines = 14
const mostEndLines = 8
const mostOwnership = 400
const ownership =
  /^(?:copyright|©|\(c\)|все права|alle rechte|all rights reserved|tous droits|todos los derechos|todos os direitos|tutti i diritti|wszelkie prawa|版权|版權|著作権|無断転載|저작권|ⓒ|حقوق|כל הזכויות)(?!\p{L})|^(?:免责声明|免責聲明|特别声明|特別聲明|版权声明|yasal uyarı|disclaimer|haftungsausschluss|aviso legal|hak cipta)\s?[:：]|(?:all rights reserved|alle rechte vorbehalten|tous droits réservés|todos los derechos reservados|todos os direitos reservados|tutti i diritti riservati|wszelkie prawa zastrzeżone|все права защищены|με την επιφύλαξη|版权所有|版權所有|無断転載(?:を)?禁|무단\s?전재|απαγορεύεται η ανα|reproduction (?:in whole|without|is prohibited|interdite)|未经.{0,12}(?:禁止|不得)|請勿.{0,4}轉載|(?:при (?:цитировании|перепечатке|использовании)|перепечатка) .{0,60}(?:ссылк|разрешен)|(?:except for the headline, )?this story has not been edited by|सिंडीकेट फीड|is not responsible for the content of external|contributed (?:to this (?:report|story|article)|reporting)[.]?$|nachdruck (?:nur|verboten)|kopiowanie .{0,60}(?:zabronione|zgody))/iu
const shortestName = 5
const mostAbout = 1500
const aboutAuthors =
  /^(?:about the (?:authors?|writers?)|(?:zum|über (?:den|die)) autor(?:in|en)?|à propos de l[’']auteur|sobre (?:el|la|o|a) autora?|sobre la firma|sull[’']autore|об авторе|关于作者|著者(?:について|プロフィール)|作者简介)\s*:?$/iu
const doing =
  /^,? (?:is|are|was|has|covers|writes|reports|joined|works|serves|leads|teaches|ist|schreibt|arbeitet|est|es|é|è|jest|работает|пишет)(?!\p{L})/iu
/** What is said of a career, and hardly of a person in a story by the first name. */
const career =
  /^,? (?:(?:is|was) an? (?:\S+ ){0,4}(?:reporter|writer|author|editor|journalist|correspondent|columnist|blogger|contributor|freelancer)|(?:covers|writes (?:about|for|on)|reports on|started|founded|joined|has (?:written|covered|reported))) ?/iu
const byline =
  /^(?:by|interview|protokoll|written by|reporting by|von|par|por|di|door|av|af|autor(?:a|en)?|author|text|redaktion|автор|текст|από|yazan|oleh|作者|文|記者|编辑|編輯|来源|來源|기자|كتب|بقلم|כתב|मूल|written by)[\s:：／/].{2,80}$|^(?:του|της) \p{Lu}\S+ \p{Lu}\S+$|^(?:本报|本報)?(?:記者|记者|特派员|特派員)\S{2,24}$|^\p{L}{2,4} ?기자(?:입력|\s|$).{0,60}$/iu
const furniture =
  /^(?:advertise?ment|anzeige|werbung|publicité|publicidad(?:e)?|pubblicità|advertentie|reklam[ae]?|реклама|διαφήμιση|广告|廣告|광고|story continues (?:below|after).*|article continues .*|(?:after|skip) (?:newsletter promotion|ad(?:vertisement)?)|advertisement · scroll to continue|ad feedback|your browser (?:does not|doesn’t|doesn't) support .*|skip (?:to|past) .*|\d{1,2}[:.]\d{2}(?: ?[ap]\.?m\.?)?(?: uhr| h)?(?: [a-z]{2,4})?|images?|share(?: this.*)?|teilen|partager|compartir|compartilhar|condividi|поделиться|分享|save|print|e-?mail|copy(?: link)?|link copied!?|compartir en \S+|(?:share|tweet|teilen|partager|condividi|compartilhar)(?: (?:on|via|auf|sur|su|no|em))? (?:facebook|twitter|whatsapp|telegram|linkedin|e-?mail|x)|facebook|twitter|whatsapp|linkedin|pinterest|flipboard|copiar (?:enlace|link)|copier le lien|link kopieren|\d+(?:[.,]\d+)?[km]|show caption|hide caption|view image.*|loading\.*|play|pause|mute|\d+ ?(?:min(?:ute)?s?|minuten|minutos|мин\.?|分钟)(?: read| lesezeit| de lectura)?|\d* ?(?:comments?|kommentare?|commentaires?|comentarios?|комментари\p{L}*|评论)|listen(?: to (?:this )?article)?|follow(?: us)?|table of contents|in this article|jump to .*|back to top|topics?|tags?:?.*|filed under.*|credit:? .*|image(?: credit| source)?:? .*|photo(?:graph)?(?: credit)?(?: by|:) .*|(?:foto|bild|quelle|fotó|photo|source|źródło(?: zdj\S+)?|fot\.|фото|πηγή|kaynak|источник|джерело|المصدر|מקור|sumber|fuente|fonte|nguồn|출처|出典|图|图源|資料來源)\s?[:：].{0,80}|.{0,60}(?:getty images|shutterstock|alamy|unsplash|istock|reuters\/|ap photo|afp via|picture alliance).{0,40}|[（(【[]?(?:责任编辑|責任編輯|责编|責編|编辑|編輯|校对|来源|來源|稿源|作者|記者|记者|撰文)(?:[:：／/].{1,30}|\s.{1,30}[）)\]】])|(?:当前位置|當前位置|您的位置|您所在的位置|現在位置|現在地|you are here|вы здесь|buradasınız)\s?[:：].*|انتهای پیام[/ ]*|(?:[#＃]\p{L}[^\s#＃]*\s*){2,}|[—–-] .{2,60}\(@\w+\) .{4,30}|(?:【[^】]{1,8}】\s*){2,}|\(?[a-zäöü]{2,4}(?:\/[a-zäöü]{2,9}){1,4}\)?|\p{L}{2,4} 기자 \S+@\S+|(?:etiketler|kelimeler|tagi|теги|ετικέτες|标签|標籤|แท็ก|برچسب(?:‌ها)?|ট্যাগ|タグ|태그|الكلمات الدلالية|كلمات دلالية|תגיות|schlagwörter|mots[- ]clés|etiquetas)\s?[:：].*|(?:\d{1,2}:\d{2} )?posted (?:by|on|in|at) .*|dalsza część artykułu .*|[（(]?原标题\s?[:：].*|本文来源[:：].*|\p{L}{2,6}=\p{L}{2,4} 기자 \S+@\S+|how useful was this post\?|click on a star to rate it!?|average rating [\d.]+ .*|no votes so far.*|(?:listing|lead|header|feature[d]?) image(?: credit)?(?: by|:).*|(?:\[?\d{1,2}\]?[\s|]+)+(?:下一[页頁]|next(?: page)?|次へ|далее|weiter|suivant|siguiente|dalej|επόμενη)?|[|•·>»←→↑*_=–—-]+)$/iu
/** A line that ends by naming who took the picture. */
const creditedPicture =
  /(?:(?:^|[\s.)])(?:foto|fot|photo(?:graph)?|ảnh|фото|φωτο(?:γραφία)?|bild|צילום)\s?[:：/／.]\s?[\p{Lu}\p{Lo}][^.!?:]{2,50}|(?:攝|摄|撮影|摄影)[）)]?|[(（](?:圖|图|photo|foto)[／/:：][^)）]{2,30}[)）])$/iu
const mostCaption = 260
const longestLabel = 60
const longestDay = 45
const lastLines = 3
const leastDigits = 0.15
/** `17 mei/mai 2023`, in whatever language: a day, a word or two, a year. */
const dayLine = /^\D{0,20}\d{1,2}\D{2,24}(?:19|20)\d{2}\b.{0,16}$/
const ago = /^(?:updated|published|posted|modified)\b.{0,30}\b(?:ago|today|yesterday)$/i

/**
 * The lines of an article without what surrounds it: its own headline, labels above it, names and dates below it,
 * furniture between the lines, a word about the author and marks below the last one.
 */
export function trimArticle(text: string, { title, heading = '', author }: ArticleNames): string {
  const lines = text.split('\n').filter((line) => line === '' || !isFurniture(line))
  return withoutEnd(withoutTop(lines, [title, heading]), author)
    .join('\n')
    .replace(/\n{3,}/g, '\n\n')
    .trim()
}

function isFurniture(line: string): boolean {
  if (line.length < mostFurniture && (furniture.test(line) || isFurtherLabel(line) || isPointer(line)))
    return true
  return line.length < mostCaption && creditedPicture.test(line)
}

/** `See also: The town that had no oven`, where the link is gone or was none. */
function isPointer(line: string): boolean {
  const [label = '', rest] = line.split(/\s*[:：|]\s*/, 2)
  return rest !== undefined && isFurtherLabel(`${label}:`) && !isSentence(line)
}

function withoutTop(lines: readonly string[], titles: readonly string[]): string[] {
  const long = lines.findIndex((line) => isSentence(line))
  const first = long === -1 ? lines.findIndex((line) => isShortSentence(line)) : long
  const top = lines.slice(0, Math.max(0, Math.min(first, mostTopLines)))
  const named = top.map((line) => titles.some((title) => isTitle(line, title)))
  const about = top.map((line) => byline.test(line) || isDateline(line))
  const [title, last] = [named.indexOf(true), about.lastIndexOf(true)]
  const isLabel = (line: string) => line.length < longestLabel && !isShortSentence(line)
  const kept = top.filter((line, index) => {
    if (named[index] === true || about[index] === true) return false
    return title === -1 || !isLabel(line) || (index > title && index > last)
  })
  return [...kept, ...lines.slice(top.length)]
}

function isTitle(line: string, title: string): boolean {
  const [a, b] = [plain(line), plain(title)]
  return (
    a !== '' &&
    (a === b ||
      (a.length > 20 && (b.startsWith(a) || b.endsWith(a))) ||
      (b.length > 20 && a.startsWith(b) && a.length < b.length * 1.3))
  )
}

function plain(text: string): string {
  return squeeze(text.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, ' '))
}

/** A line that is a date and a few words to it. */
function isDateline(line: string): boolean {
  if (line.length < longestDay && (ago.test(line) || (dayLine.test(line) && !/[.!?]$/.test(line))))
    return true
  return line.length < 70 && dateInText(line) !== null
}

function withoutEnd(lines: readonly string[], author: string | null): string[] {
  const end = Math.max(0, lines.length - mostEndLines * 2)
  const names = namesOf(author)
  const about = lines.findIndex((line, index) => index >= end && aboutAuthors.test(line))
  const isShort = lines.slice(about).join('\n').length < mostAbout
  const kept = about > 0 && isShort ? lines.slice(0, about) : lines
  return kept.filter(
    (line, index) =>
      index < end ||
      !(
        isAboutAuthor(line, names) ||
        isOwnership(line) ||
        (index > kept.length - lastLines * 2 && isStamp(line))
      ),
  )
}

/** A day below the text, which is no sentence. */
function isStamp(line: string): boolean {
  const digits = line.match(/\d/g)?.length ?? 0
  return digits > line.length * leastDigits && isDateline(line) && !/\p{L}{2}[.!?…。]["'”’»」)]*$/u.test(line)
}

/** `© 2026 The Daily. All rights reserved.` */
function isOwnership(line: string): boolean {
  return line.length < mostOwnership && ownership.test(line)
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
