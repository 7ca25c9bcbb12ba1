import { withoutTypos } from './date-typo.ts'
import { withoutEnd } from './time-span.ts'

/** Words that chrono does not know, or reads otherwise than a work log means them. English, after `translate`. */
const synonyms: readonly (readonly [RegExp, string])[] = [
  [/^(?:just|right) now$|^a (?:moment|second) ago$/, 'now'],
  [/^(?:earlier|early|later?) (?=today|yesterday|this|last|on|in|mon|tue|wed|thu|fri|sat|sun)/, ''],
  [/\byday\b/g, 'yesterday'],
  [/^(?:on )?(?:the )?(\w+day) before last\b/, '2 $1 ago'],
  [/^(?:the )?day before yesterday\b/, '2 days ago'],
  [/\b(?:a )?fortnight ago\b/, '2 weeks ago'],
  [/\bwks?\b/, 'weeks'],
  [/\ban hour and a half ago\b/, '90 minutes ago'],
  [/\b(\d{1,2})h(\d{2}) ago\b/, '$1 hours $2 minutes ago'],
  [/^(\d{1,2})\. (?=[a-z])/, '$1 '],
  [/\b([a-z]{3,9}) the (\d{1,2}(?:st|nd|rd|th))\b(?!.*\bof\b)/, '$1 $2'],
  [/ '(\d{2})$/, ' 20$1'],
  [/(?<= \d{1,2}:\d{2}(?::\d{2})?) ?z$/, ' utc'],
  [/\b([ap])\.m\./g, '$1m'],
  [/\btues\b/g, 'tuesday'],
  [/\bweds\b/g, 'wednesday'],
  [/\bthur\b/g, 'thursday'],
  [/\bthis past\b/, 'last'],
  [/\bmidday\b|\b(?:at )?lunch(?: ?time)?\b/, 'noon'],
  // The end of a day is no time of the clock.
  [/^(?:eod|cob|end of (?:the )?day)$/, 'today'],
  [
    /^(?:eod|cob|end of (?:the )?day),? (?:on )?(?=\S)|(?<=\S),? (?:at )?(?:eod|cob|(?:the )?end of (?:the )?day)$/,
    '',
  ],
  [/\b(?:a )?quarter (?:of an )?hour ago\b/, '15 minutes ago'],
  [/\bthree quarters of an hour ago\b/, '45 minutes ago'],
  [/(\b\d{1,2}) ?o'? ?clock\b/, 'at $1:00'],
  [/(?<=\bat )at /, ''],
  [/(\b\d{1,2}(?::\d{2})?) ?([ap])$/, '$1$2m'],
  [/\bhalf past (\d{1,2})\b/, '$1:30'],
  [/\b(\d{1,2})h(\d{2})\b/, '$1:$2'],
  [/(?<=\S.*)(?<!\bago.*)\b(\d{1,2})h$/, '$1:00'],
  [/\b(?:at )?(?:around|about|approx(?:imately)?\.?|circa|roughly) (?=\d|noon|midnight)/, 'at '],
  [/(?:^|(?<= ))(?:~|@) ?(?=\d)/, 'at '],
  [
    /^(?:at )?(\d{1,2}(?::\d{2})?) ((?:this|yesterday|last) (?:morning|afternoon|evening|night)|tonight)$/,
    '$2 at $1',
  ],
  [/(\b\d{1,2}(?::\d{2})?) (?:in the (?:afternoon|evening)|at night)$/, '$1pm'],
  [/(\b\d{1,2}(?::\d{2})?) in the morning$/, '$1am'],
  [/^(today|yesterday) (\d{1,2})$/, '$1 at $2'],
  [
    /\b(today|yesterday|\w+day|mon|tue|wed|thu|fri|sat|sun),? (?:at )?([01]\d|2[0-3])([0-5]\d)h?$/,
    '$1 $2:$3',
  ],
]

/** Numbers that chrono does not know as words. */
const tens: Readonly<Record<string, number>> = {
  thirteen: 13,
  fourteen: 14,
  fifteen: 15,
  sixteen: 16,
  seventeen: 17,
  eighteen: 18,
  nineteen: 19,
  twenty: 20,
  'twenty-five': 25,
  thirty: 30,
  forty: 40,
  'forty-five': 45,
  fifty: 50,
  sixty: 60,
  ninety: 90,
}
const numbers = 'one two three four five six seven eight nine ten eleven twelve'.split(' ')

/** German, French and Spanish words as the English ones that are read: what people type who log in English, too. */
const foreign: readonly (readonly [string, string])[] = [
  ['heute (?:morgen|früh)|ce matin', 'this morning'],
  ['heute nachmittag|cet après-midi', 'this afternoon'],
  ['heute abend|ce soir', 'this evening'],
  ['gestern (?:morgen|früh)|hier matin', 'yesterday morning'],
  ['gestern mittag|hier midi', 'yesterday noon'],
  ['gestern nachmittag|hier après-midi', 'yesterday afternoon'],
  ['gestern abend|hier soir', 'yesterday evening'],
  ['vorgestern|avant-hier', '2 days ago'],
  ["heute|aujourd'hui", 'today'],
  ['gestern|hier', 'yesterday'],
  ['morgen|demain', 'tomorrow'],
  ['mittags?|midi', 'noon'],
  ['mitternacht|minuit', 'midnight'],
  ['montag|lundi', 'monday'],
  ['dienstag|mardi', 'tuesday'],
  ['mittwoch|mercredi', 'wednesday'],
  ['donnerstag|jeudi', 'thursday'],
  ['freitag|vendredi', 'friday'],
  ['samstag|sonnabend|samedi', 'saturday'],
  ['sonntag|dimanche', 'sunday'],
  ['januar|jänner|janvier', 'january'],
  ['februar|février', 'february'],
  ['märz|mars', 'march'],
  ['avril', 'april'],
  ['mai', 'may'],
  ['juni|juin', 'june'],
  ['juli|juillet', 'july'],
  ['août', 'august'],
  ['septembre', 'september'],
  ['oktober|octobre', 'october'],
  ['novembre', 'november'],
  ['dezember|décembre', 'december'],
  ['minuten?', 'minutes'],
  ['stunden?|heures?', 'hours'],
  ['tage?n?|jours?', 'days'],
  ['wochen?|semaines?', 'weeks'],
  ['monate?n?|mois', 'months'],
  ['letzte[nrs]?|vergangene[nrs]?', 'last'],
  ['einem|einer|une?|una', '1'],
  ['zwei|deux|dos', '2'],
  ['drei|trois|tres', '3'],
  ['vier|quatre|cuatro', '4'],
  ['fünf|cinq|cinco', '5'],
  ['sechs|seis', '6'],
  ['sieben|siete', '7'],
  ['acht|huit|ocho', '8'],
  ['neun|neuf|nueve', '9'],
  ['zehn|dix|diez', '10'],
  ['esta mañana', 'this morning'],
  ['anoche', 'last night'],
  ['anteayer', '2 days ago'],
  ['ayer', 'yesterday'],
  ['hoy', 'today'],
  ['mediodía', 'noon'],
  ['lunes', 'monday'],
  ['martes', 'tuesday'],
  ['miércoles', 'wednesday'],
  ['jueves', 'thursday'],
  ['viernes', 'friday'],
  ['sábado', 'saturday'],
  ['domingo', 'sunday'],
  ['enero', 'january'],
  ['febrero', 'february'],
  ['marzo', 'march'],
  ['abril', 'april'],
  ['mayo', 'may'],
  ['junio', 'june'],
  ['julio', 'july'],
  ['agosto', 'august'],
  ['septiembre', 'september'],
  ['octubre', 'october'],
  ['noviembre', 'november'],
  ['diciembre', 'december'],
  ['minutos?', 'minutes'],
  ['horas?', 'hours'],
  ['días?|dias?', 'days'],
  ['semanas?', 'weeks'],
  ['mes(?:es)?', 'months'],
]
const translations = foreign.map(
  ([words, english]) => [new RegExp(`(?<![\\p{L}\\d'])(?:${words})(?![\\p{L}\\d'])`, 'gu'), english] as const,
)

/** A phrase in small letters and in the English words that `readComponents` knows. */
export function plainPhrase(text: string): string {
  let phrase = text
    .toLowerCase()
    .replaceAll('’', "'")
    .replace(/\(([^()]*)\)/gu, ' $1 ')
    .replace(/\s+/gu, ' ')
    .trim()
    .replace(/\b[a-z]+teen\b|\b(?:twenty|thirty|forty|fifty|sixty|ninety)(?:-five)?\b/gu, (word) =>
      String(tens[word] ?? word),
    )
    .replace(/(?<!\b[ap]\.m)[.,;!]$/, '')
  phrase = translate(phrase).replace(
    /\b(quarter|\d{1,2} minutes) (to|past) (\d{1,2})\b/,
    (_all, part: string, side: string, hour: string) => {
      const minutes = part === 'quarter' ? 15 : Number.parseInt(part, 10)
      return side === 'past'
        ? `${hour}:${String(minutes).padStart(2, '0')}`
        : `${(Number(hour) + 11) % 12}:${60 - minutes}`
    },
  )
  for (const [pattern, word] of synonyms) phrase = phrase.replace(pattern, word)
  return withoutEnd(withoutTypos(phrase))
}

/** `ten to nine` as `10 minutes to 9`. */
function clockPhrase(...[, said = '', counted, side, hour = '']: string[]): string {
  return `${figure(counted ?? said)}${said === 'half' || said === 'quarter' ? '' : ' minutes'} ${side} ${figure(hour)}`
}

function figure(word: string): string {
  const index = numbers.indexOf(word)
  return index === -1 ? word : String(index + 1)
}

/** Where a German, French or Spanish word stands, the phrase in English: `vor 3 Tagen` → `3 days ago`. */
function translate(phrase: string): string {
  const words = numbers.join('|')
  const counted = phrase
    .replace(
      // `9 to 5` is a span, and `20 to 9` a time.
      new RegExp(
        `\\b(?:(${words}|twenty|20|25|half|quarter)(?: minutes)?|(\\d{1,2}) min(?:ute)?s?) (past|to) (${words}|\\d{1,2})\\b`,
      ),
      clockPhrase,
    )
    .replace(new RegExp(`\\b(${words})(?= ?o'? ?clock\\b)`), figure)
  const clocked = counted
    .replace(
      /(?:\bum )?\b(\d{1,2})(?:[:.](\d{2}))? uhr(?: (\d{2}))?$/u,
      (_all, hour: string, a?: string, b?: string) => `${hour}:${a ?? b ?? '00'}`,
    )
    .replace(/(?<!\p{L})(?:à|um) (?=\d)/u, 'at ')
  let english = clocked
  for (const [pattern, word] of translations) english = english.replace(pattern, word)
  if (english === counted) return phrase === counted ? phrase : counted
  return english
    .replace(/^(?:vor|il y a|hace) (.+)$/, '$1 ago')
    .replace(/^(?:am|le|el) /, 'on ')
    .replace(/ de (?=[a-z]{3})/, ' ')
    .replace(/ a las? (?=\d)/, ' at ')
    .replace(/^(?:on )?(\w+day) (?:dernier|pasado)\b/, 'last $1')
}
