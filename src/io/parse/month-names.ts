/**
 * Names of the months in 48 languages (Unicode CLDR: as they stand with a day and alone, long and short), in small
 * letters, Latin and Greek ones without accents.
 */
const names = [
  'january มค jan januar janvier janv enero ene gennaio gen janeiro januari tammikuuta tammikuu tammi stycznia styczen sty ledna leden led января январь янв січня січень січ ocak oca ιανουαριου ιαν ianuarie ian sijecnja sijecanj sij januara януари januarie gener јануар јан sausio sausis janvaris jaanuar jaan студзеня студзень сту јануари janar yanvar yan urtarrila urt xaneiro xan يناير ינואר ינו׳ ژانویه जनवरी जन॰ มกราคม იანვარი იან հունվարի հունվար հնվ қаңтар қаң جانفي',
  'february กพ feb februar fevrier fevr febrero febbraio fevereiro fev februari helmikuuta helmikuu helmi lutego luty lut unora unor uno февраля февраль февр лютого лютий лют subat sub φεβρουαριου φεβ februarie febr veljace veljaca velj februara февруари febrer фебруар феб vasario vasaris februaris veebruar veebr лютага люты фев shkurt shk fevral otsaila ots febreiro فبراير פברואר פבר׳ فوریه फ़रवरी กุมภาพันธ์ თებერვალი თებ փետրվարի փետրվար փտվ ақпан ақп फरवरी شباط فيفري',
  'march มีค mar marz mars marzo marco maart mrt marts maaliskuuta maaliskuu maalis marca marzec brezna brezen bre марта март мар березня березень бер mart μαρτιου μαρ martie marcius marc maret ozujka ozujak ozu marec kovo kovas сакавіка сакавік сак mac machi martxoa مارس מרץ มีนาคม მარტი მარ մարտի մարտ մրտ наурыз нау maerz मार्च آذار',
  'april เมย apr avril avr abril abr aprile huhtikuuta huhtikuu huhti kwietnia kwiecien kwi dubna duben dub апреля апрель апр квітня квітень квіт nisan nis απριλιου απρ aprilie aprilis travnja travanj tra aprila април d’abril d’abr balandzio balandis aprill красавіка красавік кра prill pri aprel aprili apirila api أبريل אפריל אפר׳ آوریل अप्रैल এপ্রিল এপ্রি เมษายน აპრილი აპრ ապրիլի ապրիլ ապր сәуір сәу نيسان أفريل ابريل',
  'may พค mai mayo maggio mag maio mei maj toukokuuta toukokuu touko maja kvetna kveten kve мая май травня травень трав mayıs μαίου μαί majus svibnja svibanj svi maig мај geguzes geguze maijs maiatza مايو מאי مه मई พฤษภาคม მაისი მაი մայիսի մայիս մյս мамыр мам أيار ماي',
  'june มิย jun juni juin junio giugno giu junho kesakuuta kesakuu kesa czerwca czerwiec cze cervna cerven cvn июня июнь июн червня червень черв haziran haz ιουνιου ιουν iunie iun junius lipnja lipanj juna юни junie juny junij јун birzelio birzelis junijs juuni чэрвеня чэрвень чэр јуни qershor qer iyun iyn ekaina eka xuno يونيو יוני ژوئن มิถุนายน ივნისი ივნ հունիսի հունիս հնս маусым мау जून حزيران جوان',
  'july กค jul juli juillet juil julio luglio lug julho heinakuuta heinakuu heina lipca lipiec lip cervence cervenec cvc июля июль июл липня липень лип temmuz tem ιουλιου ιουλ iulie iul julius srpnja srpanj jula юли julie juliol julij јул liepos liepa julijs juuli ліпеня ліпень ліп јули korrik korr iyul iyl julai uztaila uzt xullo xul يوليو יולי ژوئیه กรกฎาคม ივლისი ივლ հուլիսի հուլիս հլս шілде шіл जुलाई تموز جويلية',
  'august สค aug aout agosto ago augustus augusti elokuuta elokuu elo sierpnia sierpien sie srpna srpen srp августа август авг серпня серпень серп agustos agu αυγουστου αυγ augusztus agustus kolovoza kolovoz kol augusta d’agost agost d’ag ag avgust avg rugpjucio rugpjutis augusts жніўня жнівень жні gusht gush avqust avq ogos ogo agosti agust abuztua abu أغسطس אוגוסט אוג׳ اوت अगस्त अग॰ আগস্ট আগ สิงหาคม აგვისტო აგვ օգոստոսի օգոստոս օգս тамыз там آب أوت اغسطس',
  'september กย sep sept septembre septiembre settembre set setembro syyskuuta syyskuu syys wrzesnia wrzesien wrz zari zar сентября сентябрь сент вересня вересень вер eylul eyl σεπτεμβριου σεπ septembrie szeptember szept rujna rujan ruj septembra септември setembre септембар сеп rugsejo rugsejis septembris верасня верасень shtator sht sentyabr sen septemba iraila ira سبتمبر ספטמבר ספט׳ سپتامبر सितंबर সেপ্টেম্বর กันยายน სექტემბერი სექ սեպտեմբերի սեպտեմբեր սեպ қыркүйек қыр septembar सितम्बर أيلول',
  'october ตค oct oktober okt octobre octubre ottobre ott outubro out lokakuuta lokakuu loka pazdziernika pazdziernik paz rijna rijen rij октября октябрь окт жовтня жовтень жовт ekim eki οκτωβριου οκτ octombrie oktobra октомври d’octubre d’oct октобар spalio spalis oktobris oktoober кастрычніка кастрычнік кас tetor tet oktyabr oktoba urria urr أكتوبر אוקטובר אוק׳ اکتبر अक्टूबर अक्टू॰ অক্টোবর অক্টো ตุลาคม ოქტომბერი ოქტ հոկտեմբերի հոկտեմբեր հոկ қазан қаз oktobar अक्तूबर اكتوبر',
  'november พย nov novembre noviembre novembro marraskuuta marraskuu marras listopada listopad lis listopadu ноября ноябрь нояб листопада листопад лист kasım kas νοεμβριου νοε noiembrie studenoga studeni stu novembra ноември новембар нов lapkricio lapkritis novembris лістапада лістапад ліс ное nentor nen noyabr noy novemba azaroa aza نوفمبر נובמבר נוב׳ نوامبر नवंबर नव॰ নভেম্বর নভে พฤศจิกายน ნოემბერი ნოე նոյեմբերի նոյեմբեր նոյ қараша қар novembar नवम्बर',
  'december ธค dec dezember dez decembre diciembre dic dicembre dezembro desember des joulukuuta joulukuu joulu grudnia grudzien gru prosince prosinec pro декабря декабрь дек грудня грудень груд aralık ara δεκεμβριου δεκ decembrie prosinca prosinac decembra декември desembre децембар дец gruodzio gruodis decembris detsember dets снежня снежань сне dhjetor dhj dekabr dek disember dis desemba abendua abe decembro ديسمبر דצמבר דצמ׳ دسامبر दिसंबर ডিসেম্বর ธันวาคม დეკემბერი დეკ դեկտեմբերի դեկտեմբեր դեկ желтоқсан жел decembar दिसम्बर',
]
/** Names that mean another month in one language than in the others. */
const exceptions: Record<string, Record<string, number>> = {
  hr: { listopada: 10, listopad: 10, lis: 10, lip: 6, srp: 7 },
}
let numbers: ReadonlyMap<string, number> | undefined

/** The number of a month by its name or an abbreviation of three or four letters, in a language where that matters. */
export function monthNumber(name: string, language?: string): number | undefined {
  numbers ??= numbersByName()
  const plain = fold(name)
  const exception = exceptions[language ?? '']?.[plain]
  if (exception !== undefined) return exception
  if (/^ב[\u0590-\u05ff]{3}/.test(plain)) return monthNumber(plain.slice(1))
  return numbers.get(plain) ?? (plain.length <= 4 ? numbers.get(`${plain.slice(0, 3)}.`) : undefined)
}

/** Names, and beginnings of three letters with a point behind them, where they begin names of one month only. */
function numbersByName(): ReadonlyMap<string, number> {
  const whole = names.flatMap((line, index) =>
    line.split(' ').map((word): [string, number] => [word, index + 1]),
  )
  const found = new Map(whole)
  for (const [word, month] of whole) {
    const beginning = `${word.slice(0, 3)}.`
    const known = found.get(beginning)
    found.set(beginning, known === undefined || known === month ? month : 0)
  }
  return new Map([...found].filter(([, month]) => month !== 0))
}

function fold(name: string): string {
  return name
    .normalize('NFKD')
    .replace(/(?<=\p{Script=Latin}|\p{Script=Greek})\p{M}/gu, '')
    .normalize('NFC')
    .toLowerCase()
    .replaceAll("'", '’')
    .replace(/[.\s]+$/, '')
}
