import { linkDensity, measureTree } from './measure.ts'
import type { Measures } from './measure.ts'
import { lengthOf } from './prose.ts'
import { descendants, findFirst, isElement, prune, rawText } from './tree.ts'
import type { TreeElement, TreeNode } from './tree.ts'

/** What leads from an article to other stories, in the languages of many pages. */
const furtherWords =
  /^[^\p{L}\p{N}]*(?:also read|read (?:also|more|next|the full|our|this)|more for you$|related and previous coverage|keep reading$|recommended$|more (?:great \p{Lu}\S* stories$|on|from|about|stories|news|coverage|in)\b|related(?: (?:internet )?(?:articles?|stories|posts?|reading|topics?|links?|reports?|content|coverage|news)|:)|most (?:read|popular|viewed|watched|shared|commented)(?:\b(?! \p{L})| in\b)|see (?:also|more)|further reading|recommended(?: (?:reading|for you|stories))?(?::|$)|you (?:may|might) (?:also )?(?:like|be interested)|don[’']t miss|check out (?:next|also)|watch(?: (?:also|now|more))?:|listen:|continue reading|learn more (?:about|at|here)|find out more|explore more|up next|editor[’']?s[’']? picks?|lesen sie (?:auch|hier|mehr)|lies auch|mehr (?:zum thema|dazu|lesen|von|aus|über)|auch interessant|weiterlesen|siehe auch|das könnte|lire (?:aussi|également|la suite)|à lire|voir aussi|en savoir plus|sur le même (?:sujet|thème)|(?:lea|lee|leer) (?:también|más|además)|te puede interesar|más (?:información|noticias|sobre)|ver (?:también|más)|también te|leia (?:também|mais)|veja (?:também|mais)|saiba mais|leggi (?:anche|pure|tutt)|potrebbe interessarti|vedi anche|approfondimento|lees (?:ook|verder|meer)|bekijk ook|läs (?:också|mer|även)|les (?:også|mer|mere)|læs (?:også|mere)|lue (?:myös|lisää)|czytaj (?:też|także|również|więcej|dalej)|(?:zobacz|przeczytaj|sprawdź) (?:też|także|również|więcej)|čtěte (?:také|též|více)|přečtěte si|viz také|prečítajte si|čítajte|olvassa|kapcsolódó|citeşte|citește|vezi și|pročitajte|преглеж|читайте (?:также|ещё|еще|по теме)|по теме|смотрите также|подробнее|читайте також|читати також|прочетете|διαβάστε (?:επίσης|ακόμη|ακόμα|περισσότερα)|δείτε (?:επίσης|ακόμη)|σχετικά (?:άρθρα|θέματα)|bunlar da|ilginizi çekebilir|ayrıca (?:oku|bak)|devamını oku|baca juga|simak juga|xem thêm|đọc thêm|tin liên quan|อ่าน(?:เพิ่มเติม|ต่อ|ข่าว)|ข่าวที่เกี่ยวข้อง|اقرأ (?:أيضا|أيضًا|المزيد)|قد يهمك|مواضيع ذات صلة|קראו (?:גם|עוד)|相关(?:阅读|新闻|报道|文章|推荐)|相關(?:閱讀|新聞|報導|文章)|延伸(?:阅读|閱讀)|更多(?:新闻|新聞|内容)|推荐阅读|推薦閱讀|看更多|関連(?:記事|ニュース|リンク)|あわせて読みたい|おすすめ記事|続きを読む|관련(?:기사| 기사|뉴스)|더 ?보기|많이 본 (?:뉴스|기사)|(?:यह|ये) भी पढ़ें|[iİ]lg[iİ]l[iİ] (?:haber|yazı)|更多新聞|熱門新聞|(?:热门|热点|熱門|热榜)(?:新闻|新聞|推荐|推薦|文章|排行)|アクセスランキング|other (?:news|stories)$|mais lidas|más (?:leíd[ao]s|vist[ao]s)|(?:artículos|noticias|notas) relacionad[ao]s|(?:notícias|matérias) relacionadas|relacionad[ao]s?:?$|les plus lus|meistgelesen|weitere (?:artikel|meldungen|nachrichten|themen)|ähnliche artikel|più letti|articoli correlati|meest gelezen|najczęściej czytane|najpopularniejsze|zobacz także|самое (?:читаемое|популярное)|другие новости|новости по теме|ещё по теме|усі новини|популярні|останні новини|diğer haberler|(?:en )?çok okunan(?:lar)?|son dakika haberleri|terpopuler|berita (?:terkait|lainnya|populer)|artikel terkait|xem nhiều|tin (?:mới|cùng chuyên mục|khác)|đọc nhiều|ताज़?ा (?:खबरें|समाचार)|संबंधित (?:खबरें|समाचार)|الأكثر (?:قراءة|مشاهدة)|أخبار ذات صلة|(?:أخبار|مقالات) متعلقة|כתבות (?:נוספות|קשורות)|עוד (?:בנושא|כתבות)|הנקראות ביותר|περισσότερ(?:ες ειδήσεις|α νέα)|τελευταίες ειδήσεις|ข่าวล่าสุด|ข่าวยอดนิยม|seguí leyendo|mirá también|temas relacionados|meer nieuws|nejčtenější|(?:بیشتر|همچنین) بخوانید|আরও (?:পড়ুন|খবর)|인기 ?(?:기사|뉴스)|주요 ?뉴스|最新記事|人気記事)/iu
/** What asks the reader for something: an address, a subscription, a click. */
const askingWords =
  /(?:sign(?:ing)? up (?:for|to|here|now|today)|subscribe (?:to|now|here|today)|by (?:signing up|subscribing|submitting|clicking)|enter your e-?mail|your e-?mail address|follow us (?:on|at)|join (?:our|the) (?:newsletter|mailing list|community|channel|telegram|whatsapp)|share this|download (?:our|the) app|support our (?:work|journalism|mission)|become a (?:member|subscriber|patron)|(?:get|download) (?:the|our) (?:\S+ ){0,5}app\b|support (?:independent|quality|local|our) (?:journalism|news|reporting)|already a subscriber|earn (?:a |an )?(?:affiliate )?commission|got a (?:tip|story)|abonnieren sie|jetzt abonnieren|melden sie sich|folgen sie uns|abonnez-vous|inscrivez-vous|suivez-nous|suscríb|síguenos|inscreva-se|assine|siga-nos|iscriviti|seguici|schrijf (?:je|u) (?:dan |nu )?in|heb (?:je|u) een tip|(?:點我|点击|點擊)(?:下載|下载)|volg ons|подпис(?:ывайтесь|аться|ывайся|итесь)|підпис(?:уйтесь|атися)|εγγραφείτε|ακολουθήστε|abone ol|takip ed|theo dõi|फॉलो करें|有料会員|会員登録|订阅|訂閱|关注我们|購読|フォロー|구독|(?:log|sign) in to (?:comment|leave|post)|zaloguj się|присоединяйтесь|долучайтес[ья]|приєднуйтесь|(?:únete|únase|suscríbete) (?:a|al)|(?:entre|participe|faça parte) (?:no|do|em) (?:nosso )?(?:canal|grupo)|rejoignez(?:-nous| notre)|dołącz do|masz (?:newsa|dla nas)|oceń (?:jakość|artykuł)|twoja opinia|receba (?:as |os |nossas )?(?:notícias|novidades)|recíbelo|send (?:us )?your (?:story|news|tips?)|submit a letter|follow (?:my|this|the) blog|follow \S+(?: \S+){0,2} on (?:twitter|facebook|instagram|x)\b|mari bergabung|gabung (?:di )?(?:grup|channel|kanal|saluran)|ikuti (?:kami|berita|saluran)|dapatkan (?:update|berita)|जुड़ें|ऐप डाउनलोड|सब्सक्राइब|انضم(?:وا)? إلى (?:قناتنا|مجموعتنا)|تابعونا|اشترك(?:وا)? في (?:نشرتنا|قناتنا|النشرة)|הצטרפו (?:לערוץ|לקבוצת|אלינו)|הירשמו|ติดตาม(?:ข่าว|เรา)|加入(?:我们|我們|会员|會員)|δείτε (?:όλες|όλα)|subscribe to (?:continue|read)|(?:for|only to) (?:our )?subscribers only|weiterlesen mit|gratis testen|bereits abonnent|réservée? aux abonnés|déjà abonné|ya eres suscriptor|(?:solo|sólo|exclusivo) para suscriptores|já é assinante|exclusivo para assinantes|(?:sei )?già abbonato|riservato agli abbonati|al abonnee|dla (?:prenumeratorów|subskrybentów|zalogowanych)|μόνο για συνδρομητές|только для подписчиков)/iu
/** What a page asks for, and a story may tell of; and words that speak to the reader. */
const askedWords =
  /newsletter|donate|terms of (?:use|service)|privacy policy|affiliate (?:links?|commission|partner)/iu
const addressing = /\b(?:you|your|we|us|our|subscribe|join|get|here|this (?:site|page|article|post))\b/iu
/** What one may also tell of others. */
const englishVerb = /^(?:sign|subscribe|follow|join|download|get|become|earn)/i
const reader = /\b(?:you|your|we|us|our|here|inbox|newsletter|e-?mail)\b/i
const boxes = /^(?:div|section|article|figure)$/
const longCard = 40
const captionClass =
  /(?:^|[\s_-])(?:wp-caption-text|caption(?:s|-text)?|image-?caption|img-?caption|photo-?caption|media-?caption|picture-?caption|(?:image|photo|img|picture|media|video)[-_]{0,2}(?:captions?|cptn|credits?|source|copyright|desc|description)|credits?|\w+Caption|bildunterschrift|bildnachweis|legende)(?:$|[\s_-])/i
const blocks = /^(?:p|div|li|section|h[2-6]|aside|ul|ol|blockquote|strong|em|b|i|span|table|center|font)$/
const headings = /^h[2-6]$/
const address = /https?:\/\//
const frameLabels =
  /(?:^|[\s_-])(?:newsletter|related|most[-_ ]?(?:read|popular|viewed|watched)|recommend(?:ed|ations?)|promo|podcasts?|share|sharing|advertisement|sponsored)(?:$|[\s_-])/i
const quoteWords = /(?:^|[\s_-])(?:pull-?quotes?|quote)(?:$|[\s_-])/i
const mostQuotes = 30
const shortestQuote = 20
const longestLabel = 30
const shortestHeadline = 28
const shortestLink = 12
const longestFurther = 320
const shortFurther = 70
const longestAsking = 450
const mostBelow = 2000
const longestCaption = 500
/** A page with more of its text in links than this is a list of them. */
const mostLinked = 0.35
const mostInCards = 0.15

/**
 * Takes out of an article what stands between its paragraphs and is none of them: captions and credits of pictures,
 * links to other stories, requests to subscribe. A page that is not mostly prose keeps what may be its content there:
 * paragraphs that are links, and what only a class calls a caption. Changes the tree.
 */
export function dropInterruptions(article: TreeElement, mostlyProse: boolean): void {
  const measures = measureTree(article)
  const whole = measures.get(article)
  const ofLinks = whole === undefined || linkDensity(whole) > mostLinked
  const following = followers(article)
  const lines = linkLines(article)
  const lists = new Set<TreeElement>()
  const cards = mostlyProse && !ofLinks ? linkCards(article, measures) : lists
  const quotes = pulledQuotes(article)
  const kickers = kickersOf(article)
  prune(article, (element) => {
    const length = measures.get(element)?.text ?? 0
    if (lists.has(element)) return true
    if (length === 0) return false
    if (quotes.has(element) || kickers.has(element) || isNoteMark(element)) return true
    if (isCaption(element, mostlyProse)) return length <= longestCaption
    if (length > longestAsking) return false
    if (mostlyProse && !ofLinks && isLinkParagraph(element, measures, lines)) return true
    if (cards.has(element) || (mostlyProse && isLabelledFrame(element))) return true
    if (mostlyProse && !ofLinks && isLabelledLink(element, measures)) return true
    if (!blocks.test(element.name)) return false
    const list = listBelow(element, measures, following)
    if (list !== undefined) lists.add(list)
    return list !== undefined || isFurther(element, measures) || isAsking(element, measures)
  })
}

/** Quotes that stand large beside a text which says the same. */
function pulledQuotes(article: TreeElement): Set<TreeElement> {
  const quotes = [...descendants(article)]
    .filter(({ name, attribs }) => name === 'blockquote' || quoteWords.test(attribs.class ?? ''))
    .slice(0, mostQuotes)
  if (quotes.length === 0) return new Set()
  const outside = lettersOf(textWithout(article, new Set(quotes)))
  const isRepeated = (quote: TreeElement) => {
    const said = lettersOf(rawText(quote))
    if (said.length < shortestQuote || said.length > longestCaption) return false
    return outside.includes(said)
  }
  return new Set(quotes.filter(isRepeated))
}

/** Short words above the headline, such as the name of a section. */
function kickersOf(article: TreeElement): Set<TreeElement> {
  const headline = findFirst(article, ({ name }) => name === 'h1')
  const siblings = headline?.parent?.children ?? []
  const above = siblings.slice(
    0,
    siblings.findIndex((node) => node === headline),
  )
  const text = above
    .map((node) => rawText(node))
    .join(' ')
    .trim()
  if (text.length > longestLabel * 2 || /[.!?]$/.test(text)) return new Set()
  return new Set(above.filter((node) => isElement(node)))
}

function textWithout(node: TreeNode, left: ReadonlySet<TreeNode>): string {
  if (left.has(node)) return ' '
  return isElement(node) ? node.children.map((child) => textWithout(child, left)).join('') : node.data
}

function lettersOf(text: string): string {
  return text.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, '')
}

/** `1`, `[2]` or `*`, which leads to a note and back. */
function isNoteMark({ name, attribs, children }: TreeElement): boolean {
  if (name !== 'a' || !(attribs.href ?? '').includes('#') || children.length > 3) return false
  return /^\s*(?:\[?\d{1,3}\]?|[*†‡↩↑^])\uFE0E?\s*$/u.test(
    children
      .map((child) => rawText(child))
      .join('')
      .slice(0, 20),
  )
}

/** A line that only says that further stories follow. */
export function isFurtherLabel(line: string): boolean {
  const label = furtherWords.exec(line)?.[0]
  return label !== undefined && line.slice(label.length).replace(/[^\p{L}\p{N}]+/gu, '') === ''
}

function isCaption({ name, attribs }: TreeElement, mostlyProse: boolean): boolean {
  if (name === 'figcaption') return true
  return mostlyProse && captionClass.test(`${attribs.class ?? ''} ${attribs.id ?? ''}`)
}

/** A paragraph or a line that is one link: another story between two paragraphs. */
function isLinkParagraph(element: TreeElement, measures: Measures, lines: ReadonlySet<TreeElement>): boolean {
  const measure = measures.get(element)
  if (measure === undefined || measure.text < shortestLink || linkDensity(measure) < 0.95) return false
  if (element.name === 'table' || (element.name === 'font' && measure.links > 1)) return true
  return (
    /^(?:p|blockquote)$/.test(element.name) ||
    lines.has(element) ||
    (boxes.test(element.name) && measure.text > longCard)
  )
}

/** A box that is announced, to those who hear the page, as something else than the text. */
function isLabelledFrame({ name, attribs }: TreeElement): boolean {
  if (!boxes.test(name)) return false
  return frameLabels.test(`${attribs['aria-label'] ?? ''} ${attribs['aria-labelledby'] ?? ''}`)
}

/** Links around boxes, which show other pages with title and picture; none where a large part of the page is made of them. */
function linkCards(article: TreeElement, measures: Measures): Set<TreeElement> {
  const cards = [...descendants(article)].filter((element) => isLinkCard(element, measures))
  const lengthOf = (element: TreeElement) => measures.get(element)?.text ?? 0
  const length = cards.reduce((sum, card) => sum + lengthOf(card), 0)
  return new Set(length < lengthOf(article) * mostInCards ? cards : [])
}

function isLinkCard(element: TreeElement, measures: Measures): boolean {
  const { name, attribs, children } = element
  if (name !== 'a' || attribs.href === undefined || attribs.href.startsWith('#')) return false
  const { text } = measures.get(element) ?? { text: 0 }
  if (text < shortestLink || text > longestAsking) return false
  const heading = findFirst(element, (inner) => headings.test(inner.name))
  if (heading !== undefined && measures.get(heading)?.text === text) return false
  return children.some(
    (child) => isElement(child) && /^(?:div|p|article|figure|section|ul)$/.test(child.name),
  )
}

/** `Read on: The town that had no oven`, in any language: a short label with a colon, and one link that is the rest. */
function isLabelledLink(element: TreeElement, measures: Measures): boolean {
  const measure = measures.get(element)
  if (element.name !== 'p' || measure?.links !== 1 || measure.linked < shortestHeadline) return false
  const [label = '', ...rest] = rawText(element).split(/(?<=[:：])/)
  return label.length <= longestLabel && rest.join('').replace(/\s+/g, '').length === measure.linked
}

/** Links that stand between two line breaks, with nothing beside them. */
function linkLines(parent: TreeElement, found = new Set<TreeElement>()): Set<TreeElement> {
  let line: TreeNode[] = []
  let begun = false
  for (const child of parent.children) {
    if (isElement(child) && child.name === 'br') {
      if (begun) addLinks(line, found)
      line = []
      begun = true
    } else if (isElement(child) || child.data.trim() !== '') line.push(child)
    if (isElement(child)) linkLines(child, found)
  }
  if (begun) addLinks(line, found)
  return found
}

/** Adds the links of a line that holds nothing else but signs between them. */
function addLinks(line: readonly TreeNode[], found: Set<TreeElement>): void {
  const links = line.filter((node) => isElement(node)).filter(({ name }) => name === 'a')
  const others = line.filter((node) => isElement(node) || /[\p{L}\p{N}]/u.test(node.data))
  if (links.length > 0 && links.length === others.length) for (const link of links) found.add(link)
}

/** A block that begins by pointing elsewhere and is mostly links. */
function isFurther(element: TreeElement, measures: Measures): boolean {
  const measure = measures.get(element)
  if (measure === undefined || measure.linked === 0 || measure.text > longestFurther) return false
  const label = furtherWords.exec(rawText(element).trim())?.[0]
  if (label === undefined) return false
  if (measure.text < shortFurther && /^\p{L}{3,8} (?:mais|más|meer|mehr)(?!\p{L})/iu.test(label)) return true
  return linkDensity({ ...measure, text: Math.max(1, measure.text - label.length) }) > 0.5
}

/** The list of links that stands below a line that points elsewhere. */
function listBelow(
  element: TreeElement,
  measures: Measures,
  following: ReadonlyMap<TreeElement, TreeElement>,
): TreeElement | undefined {
  const measure = measures.get(element)
  if (measure === undefined || measure.linked > 0 || measure.text > 60) return undefined
  const text = rawText(element).trim()
  const label = furtherWords.exec(text)?.[0]
  if (label === undefined || text.length > label.length + 12) return undefined
  const next = following.get(element)
  const below = next === undefined ? undefined : measures.get(next)
  return below !== undefined && below.text < mostBelow && linkDensity(below) > 0.6 ? next : undefined
}

function isAsking(element: TreeElement, measures: Measures): boolean {
  const measure = measures.get(element)
  if (measure === undefined) return false
  const text = rawText(element)
  if (boxes.test(element.name) && beginsByAsking(element)) return true
  if (!isAskedOfReader(text) && !(askedWords.test(text) && (measure.links > 0 || addressing.test(text))))
    return false
  return (
    lengthOf(text.trim()) < 140 ||
    ((measure.links > 0 || address.test(text)) && measure.text < longestAsking * (0.4 + linkDensity(measure)))
  )
}

/** `Sign up for our letters`, but not `Customers can sign up for the card`. */
function isAskedOfReader(text: string): boolean {
  const match = askingWords.exec(text)
  if (match === null) return false
  if (!englishVerb.test(match[0]) || reader.test(text)) return true
  return /(?:^|[^\p{L}\p{N}\s,]\s*|\b(?:please|to|and|or)\s)$/iu.test(text.slice(0, match.index))
}

/** A box whose heading asks for something goes with all that it offers. */
function beginsByAsking({ children }: TreeElement): boolean {
  const first = children.find((child) => isElement(child) || child.data.trim() !== '')
  return (
    first !== undefined && isElement(first) && headings.test(first.name) && askingWords.test(rawText(first))
  )
}

/** The element behind each element that has one, found in one walk: a page may have thousands of children in one place. */
function followers(
  parent: TreeElement,
  found = new Map<TreeElement, TreeElement>(),
): Map<TreeElement, TreeElement> {
  let before: TreeElement | undefined
  for (const child of parent.children) {
    if (!isElement(child)) continue
    if (before !== undefined) found.set(before, child)
    before = child
    followers(child, found)
  }
  return found
}
