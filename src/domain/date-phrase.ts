const weekday =
  '(?:mon|tues?|wed(?:s|nes)?|thu(?:rs?)?|fri|sat(?:ur)?|sun)(?:day)?|(?:mondays?|tuesdays?|wednesdays?|thursdays?|fridays?|saturdays?|sundays?)'
const month =
  '(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\\.?'
const dayNumber = '\\d{1,2}(?:st|nd|rd|th)?'
const amount = '(?:\\d{1,3}|an?|one|two|three|four|five|six|seven|eight|nine|ten|half an|a couple of)'
const unit = '(?:m|h|d|w|min(?:ute)?s?|h(?:ou)?rs?|days?|weeks?|months?|years?)'

const dates = [
  'today|yesterday|yday|tomorrow|(?:the )?day (?:before yesterday|after tomorrow)',
  '(?:last|this) (?:night|morning|afternoon|evening)|tonight',
  `(?:on |last |this |next |this past )?(?:${weekday})(?:,? (?:${dayNumber} (?:of )?${month}|${month} ${dayNumber})(?:,? \\d{4})?| (?:of )?last week)?`,
  'last (?:week|month|year)',
  `last week (?:on )?(?:${weekday})`,
  '\\d{4}[-/]\\d{1,2}[-/]\\d{1,2}',
  '\\d{4}-W\\d{2}-[1-7]',
  '\\d{1,2}[/.-]\\d{1,2}(?:[/.-](?:\\d{4}|\\d{2}))',
  '\\d{1,2}/\\d{1,2}',
  '(?:on )?the \\d{1,2}(?:st|nd|rd|th)',
  '\\d{1,2}\\.\\d{1,2}\\.',
  `(?:on )?(?:the )?${dayNumber} (?:of )?${month}(?:,? \\d{4})?`,
  `(?:on )?${month} ${dayNumber}(?:,? \\d{4})?`,
  `${amount} ?${unit} ago|(?:a )?fortnight ago`,
  `${amount} (?:${weekday}) ago`,
  "heute|gestern|vorgestern|aujourd'hui|hier|avant-hier|hoy|ayer|anteayer",
].join('|')

const clock =
  '\\d{1,2}[:.h]\\d{2}(?::\\d{2})? ?(?:[ap]\\.?m\\.?)?|\\d{1,2} ?[ap]\\.?m\\.?|\\d{1,2}h|noon|midday|midnight'
const partOfDay = '(?:in the )?(?:morning|afternoon|evening)|night'
const time = `(?:(?:at |@ ?)?(?:${clock})|at \\d{1,2}(?: in the (?:morning|afternoon|evening))?)`

const phrase = new RegExp(
  `^(?:(?:${dates})(?:,? (?:${partOfDay})|,? ?t?${time}(?: ?z|[+-]\\d{2}:\\d{2})?)?|${time}(?:,? (?:on )?(?:${dates}))?)$`,
  'i',
)

const longestPhrase = 40

/**
 * True for text that as a whole is a date or time as people write it: `yesterday`, `last Friday 9am`, `2026-04-03`.
 * Reads no date; it only tells, without a library, whether one is worth reading.
 */
export function isDatePhrase(text: string): boolean {
  return text.length <= longestPhrase && phrase.test(text.trim())
}
