/**
 * Names of the months in 70 languages (Unicode CLDR: as they stand with a day and alone, long and short), in small
 * letters, Latin and Greek ones without accents.
 */
const names = [
  'january มค jan januar janvier janv enero ene gennaio gen janeiro januari tammikuuta tammikuu tammi stycznia styczen sty ledna leden led января январь янв січня січень січ ocak oca ιανουαριου ιαν ianuarie ian sijecnja sijecanj sij januara януари januarie gener јануар јан sausio sausis janvaris jaanuar jaan студзеня студзень сту јануари janar yanvar yan urtarrila urt xaneiro xan يناير ינואר ינו׳ ژانویه जनवरी जन॰ มกราคม იანვარი იან հունվարի հունվար հնվ қаңтар қаң جانفي জানুয়ারি জানু ஜனவரி ஜன జనవరి జన ಜನವರಿ ಜನ ജനുവരി ജനു જાન્યુઆરી જાન્યુ ਜਨਵਰੀ ਜਨ جنوری जानेवारी जाने ဇန်နဝါရီ ဇန် មករា ມັງກອນ ጃንዋሪ ጃን ଜାନୁଆରୀ জানুৱাৰী ionawr eanair jannar yanwar январ ජනවාරි',
  'february กพ feb februar fevrier fevr febrero febbraio fevereiro fev februari helmikuuta helmikuu helmi lutego luty lut unora unor uno февраля февраль февр лютого лютий лют subat sub φεβρουαριου φεβ februarie febr veljace veljaca velj februara февруари febrer фебруар феб vasario vasaris februaris veebruar veebr лютага люты фев shkurt shk fevral otsaila ots febreiro فبراير פברואר פבר׳ فوریه फ़रवरी กุมภาพันธ์ თებერვალი თებ փետրվարի փետրվար փտվ ақпан ақп फरवरी شباط فيفري ফেব্রুয়ারি ফেব பிப்ரவரி பிப் ఫిబ్రవరి ఫిబ్ర ಫೆಬ್ರವರಿ ಫೆಬ್ರ ഫെബ്രുവരി ഫെബ്രു ફેબ્રુઆરી ફેબ્રુ ਫ਼ਰਵਰੀ ਫ਼ਰ فروری फेब्रुअरी फेब्रुवारी फेब्रु ဖေဖော်ဝါရီ ဖေ កុម្ភៈ ກຸມພາ ፌብሩዋሪ ፌብ ଫେବୃଆରୀ ফেব্ৰুৱাৰী ফেব্ৰু chwefror feabhra pebrero frar fewral феврал පෙබරවාරි',
  'march มีค mar marz mars marzo marco maart mrt marts maaliskuuta maaliskuu maalis marca marzec brezna brezen bre марта март мар березня березень бер mart μαρτιου μαρ martie marcius marc maret ozujka ozujak ozu marec kovo kovas сакавіка сакавік сак mac machi martxoa مارس מרץ มีนาคม მარტი მარ մարտի մարտ մրտ наурыз нау maerz मार्च آذار মার্চ மார்ச் மார் మార్చి ಮಾರ್ಚ್ മാർച്ച് മാർ માર્ચ ਮਾਰਚ مارچ မတ် មីនា ມີນາ ማርች ମାର୍ଚ୍ଚ মাৰ্চ mawrth marta marso marzu මාර්තු mrz',
  'april เมย apr avril avr abril abr aprile huhtikuuta huhtikuu huhti kwietnia kwiecien kwi dubna duben dub апреля апрель апр квітня квітень квіт nisan nis απριλιου απρ aprilie aprilis travnja travanj tra aprila април d’abril d’abr balandzio balandis aprill красавіка красавік кра prill pri aprel aprili apirila api أبريل אפריל אפר׳ آوریل अप्रैल এপ্রিল এপ্রি เมษายน აპრილი აპრ ապրիլի ապրիլ ապր сәуір сәу نيسان أفريل ابريل ஏப்ரல் ஏப் ఏప్రిల్ ఏప్రి ಏಪ್ರಿಲ್ ಏಪ್ರಿ ഏപ്രിൽ ഏപ്രി એપ્રિલ ਅਪ੍ਰੈਲ ਅਪ੍ਰੈ اپریل अप्रिल एप्रिल एप्रि ဧပြီ មេសា ເມສາ ኤፕሪል ኤፕሪ ଅପ୍ରେଲ এপ্ৰিল ebrill aibrean апрел අප්රේල්',
  'may พค mai mayo maggio mag maio mei maj toukokuuta toukokuu touko maja kvetna kveten kve мая май травня травень трав mayıs μαίου μαί majus svibnja svibanj svi maig мај geguzes geguze maijs maiatza مايو מאי مه मई พฤษภาคม მაისი მაი մայիսի մայիս մյս мамыр мам أيار ماي মে மே మే ಮೇ മേയ് મે ਮਈ مئی मे မေ ឧសភា ພຶດສະພາ ሜይ ମଇ মে’ bealtaine mejju මැයි',
  'june มิย jun juni juin junio giugno giu junho kesakuuta kesakuu kesa czerwca czerwiec cze cervna cerven cvn июня июнь июн червня червень черв haziran haz ιουνιου ιουν iunie iun junius lipnja lipanj juna юни junie juny junij јун birzelio birzelis junijs juuni чэрвеня чэрвень чэр јуни qershor qer iyun iyn ekaina eka xuno يونيو יוני ژوئن มิถุนายน ივნისი ივნ հունիսի հունիս հնս маусым мау जून حزيران جوان জুন ஜூன் జూన్ ಜೂನ್ ജൂൺ જૂન ਜੂਨ جون जुन ဇွန် មិថុនា ມິຖຸນາ ጁን ଜୁନ mehefin meitheamh hunyo gunju ජූනි',
  'july กค jul juli juillet juil julio luglio lug julho heinakuuta heinakuu heina lipca lipiec lip cervence cervenec cvc июля июль июл липня липень лип temmuz tem ιουλιου ιουλ iulie iul julius srpnja srpanj jula юли julie juliol julij јул liepos liepa julijs juuli ліпеня ліпень ліп јули korrik korr iyul iyl julai uztaila uzt xullo xul يوليو יולי ژوئیه กรกฎาคม ივლისი ივლ հուլիսի հուլիս հլս шілде шіл जुलाई تموز جويلية জুলাই জুল ஜூலை జులై ಜುಲೈ ജൂലൈ જુલાઈ ਜੁਲਾਈ ਜੁਲਾ جولائی जुलै ဇူလိုင် ဇူ កក្កដា ກໍລະກົດ ጁላይ ଜୁଲାଇ gorffennaf iuil hulyo lulju ජූලි',
  'august สค aug aout agosto ago augustus augusti elokuuta elokuu elo sierpnia sierpien sie srpna srpen srp августа август авг серпня серпень серп agustos agu αυγουστου αυγ augusztus agustus kolovoza kolovoz kol augusta d’agost agost d’ag ag avgust avg rugpjucio rugpjutis augusts жніўня жнівень жні gusht gush avqust avq ogos ogo agosti agust abuztua abu أغسطس אוגוסט אוג׳ اوت अगस्त अग॰ আগস্ট আগ สิงหาคม აგვისტო აგვ օգոստոսի օգոստոս օգս тамыз там آب أوت اغسطس ஆகஸ்ட் ஆக ఆగస్టు ఆగ ಆಗಸ್ಟ್ ಆಗ ഓഗസ്റ്റ് ഓഗ ઑગસ્ટ ਅਗਸਤ ਅਗ اگست अगस्ट ऑगस्ट ऑग ဩဂုတ် សីហា ສິງຫາ ኦገስት ኦገስ ଅଗଷ୍ଟ আগষ্ট awst lunasa awwissu awgust අගෝස්තු',
  'september กย sep sept septembre septiembre settembre set setembro syyskuuta syyskuu syys wrzesnia wrzesien wrz zari zar сентября сентябрь сент вересня вересень вер eylul eyl σεπτεμβριου σεπ septembrie szeptember szept rujna rujan ruj septembra септември setembre септембар сеп rugsejo rugsejis septembris верасня верасень shtator sht sentyabr sen septemba iraila ira سبتمبر ספטמבר ספט׳ سپتامبر सितंबर সেপ্টেম্বর กันยายน სექტემბერი სექ սեպտեմբերի սեպտեմբեր սեպ қыркүйек қыр septembar सितम्बर أيلول সেপ செப்டம்பர் செப் సెప్టెంబర్ సెప్టెం ಸೆಪ್ಟೆಂಬರ್ ಸೆಪ್ಟೆಂ സെപ്റ്റംബർ സെപ്റ്റം સપ્ટેમ્બર સપ્ટે ਸਤੰਬਰ ਸਤੰ ستمبر सेप्टेम्बर सप्टेंबर सप्टें စက်တင်ဘာ စက် កញ្ញា ກັນຍາ ሴፕቴምበር ሴፕቴ ସେପ୍ଟେମ୍ବର ছেপ্তেম্বৰ ছেপ্তে medi setyembre settembru сентябр sentabr සැප්තැම්බර්',
  'october ตค oct oktober okt octobre octubre ottobre ott outubro out lokakuuta lokakuu loka pazdziernika pazdziernik paz rijna rijen rij октября октябрь окт жовтня жовтень жовт ekim eki οκτωβριου οκτ octombrie oktobra октомври d’octubre d’oct октобар spalio spalis oktobris oktoober кастрычніка кастрычнік кас tetor tet oktyabr oktoba urria urr أكتوبر אוקטובר אוק׳ اکتبر अक्टूबर अक्टू॰ অক্টোবর অক্টো ตุลาคม ოქტომბერი ოქტ հոկտեմբերի հոկտեմբեր հոկ қазан қаз oktobar अक्तूबर اكتوبر அக்டோபர் அக் అక్టోబర్ అక్టో ಅಕ್ಟೋಬರ್ ಅಕ್ಟೋ ഒക്ടോബർ ഒക്ടോ ઑક્ટોબર ઑક્ટો ਅਕਤੂਬਰ ਅਕਤੂ اکتوبر अक्टोबर ऑक्टोबर ऑक्टो အောက်တိုဘာ အောက် តុលា ຕຸລາ ኦክቶበር ኦክቶ ଅକ୍ଟୋବର অক্টোবৰ hydref oktubre ottubru октябр oktabr ඔක්තෝබර්',
  'november พย nov novembre noviembre novembro marraskuuta marraskuu marras listopada listopad lis listopadu ноября ноябрь нояб листопада листопад лист kasım kas νοεμβριου νοε noiembrie studenoga studeni stu novembra ноември новембар нов lapkricio lapkritis novembris лістапада лістапад ліс ное nentor nen noyabr noy novemba azaroa aza نوفمبر נובמבר נוב׳ نوامبر नवंबर नव॰ নভেম্বর নভে พฤศจิกายน ნოემბერი ნოე նոյեմբերի նոյեմբեր նոյ қараша қар novembar नवम्बर நவம்பர் நவ నవంబర్ నవం ನವೆಂಬರ್ ನವೆಂ നവംബർ നവം નવેમ્બર નવે ਨਵੰਬਰ ਨਵੰ نومبر नोभेम्बर नोव्हेंबर नोव्हें နိုဝင်ဘာ နို វិច្ឆិកា ພະຈິກ ኖቬምበር ኖቬም ନଭେମ୍ବର নৱেম্বৰ নৱে tachwedd samhain nobyembre novembru ноябр නොවැම්බර්',
  'december ธค dec dezember dez decembre diciembre dic dicembre dezembro desember des joulukuuta joulukuu joulu grudnia grudzien gru prosince prosinec pro декабря декабрь дек грудня грудень груд aralık ara δεκεμβριου δεκ decembrie prosinca prosinac decembra декември desembre децембар дец gruodzio gruodis decembris detsember dets снежня снежань сне dhjetor dhj dekabr dek disember dis desemba abendua abe decembro ديسمبر דצמבר דצמ׳ دسامبر दिसंबर ডিসেম্বর ธันวาคม დეკემბერი დეკ դեկտեմբերի դեկտեմբեր դեկ желтоқсан жел decembar दिसम्बर ডিসে டிசம்பர் டிச డిసెంబర్ డిసెం ಡಿಸೆಂಬರ್ ಡಿಸೆಂ ഡിസംബർ ഡിസം ડિસેમ્બર ડિસે ਦਸੰਬਰ ਦਸੰ دسمبر डिसेम्बर डिसेंबर डिसें ဒီဇင်ဘာ ဒီ ធ្នូ ທັນວາ ዲሴምበር ዲሴም ଡିସେମ୍ବର ডিচেম্বৰ ডিচে rhagfyr nollaig disyembre dicembru декабр දෙසැම්බර්',
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
