import { parse } from 'csv-parse/sync'
import { defineImportFormat } from '../../contracts/import.ts'
import type { ReadOptions } from '../../contracts/import.ts'
import { createCollector, readWhen } from './collector.ts'
import type { Collector } from './collector.ts'
import { orderOf } from './date-order.ts'

/** What a column may hold, and the names by which it is known where nobody says: the likelier ones first. */
const names: Readonly<Record<string, readonly string[]>> = {
  date: aliases(`date; day; when; at; datetime; date/time; timestamp; start date; start; started; started at; spent date;
    completed; completed at; done; created; created at; datum; tag; startdatum; beginn; jour; date de début; date début;
    fecha; fecha de inicio; día; data; data inizio; data de início; dag; begindatum`),
  time: aliases(`time; start time; hour; clock; uhrzeit; startzeit; heure; heure de début; hora; hora de inicio; ora;
    tijd; starttijd`),
  text: aliases(`text; description; what; entry; summary; task; title; activity; work; message; notes; note; details;
    name; beschreibung; was; tätigkeit; aufgabe; titel; bemerkung; notiz; tâche; activité; libellé; titre; descripción;
    tarea; actividad; título; descrizione; attività; omschrijving; taak; descrição; tarefa; atividade`),
  notes:
    aliases(`notes; note; details; comment; comments; notiz; notizen; bemerkung; bemerkungen; kommentar; commentaire;
    remarques; notas; comentario; comentarios; opmerkingen; observações`),
  project:
    aliases(`project; client; customer; product; projekt; kunde; auftrag; projet; proyecto; cliente; progetto;
    klant; projeto`),
  tags: aliases(`tags; tag; labels; label; category; categories; type; schlagwörter; kategorie; kategorien; étiquettes;
    catégorie; mots-clés; etiquetas; categoría; etichette; categoria`),
  minutes:
    aliases(`minutes; duration (min); duration (minutes); duration minutes; minuten; dauer (min); durée (min);
    minutos; minuti; mins; min`),
  hours:
    aliases(`hours; duration (decimal); duration (h); duration hours; duration; time spent; hours worked; stunden;
    std; dauer (h); dauer; heures; durée (h); durée; horas; duración; ore; durata; uren; duur; duração`),
}

function aliases(list: string): string[] {
  return list.split(';').map((name) => name.replace(/\s+/gu, ' ').trim())
}

const delimiters = [',', ';', '\t', '|']

interface Row {
  line: number
  cells: readonly string[]
}

/** A table with a header line (RFC 4180), or without one where the columns are named by number. */
export const csv = defineImportFormat({
  name: 'csv',
  summary: 'a table with a header; --columns date=When,text=What where its columns have other names',
  recognises(text, fileName) {
    if (/\.(?:csv|tsv)$/iu.test(fileName)) return true
    const [first = ''] = text.split(/\r\n|\n|\r/u)
    const columns = first.split(delimiterOf(first)).map(plain)
    return (
      columns.length > 1 &&
      ['date', 'text'].every((role) => columns.some((name) => names[role]?.includes(name)))
    )
  },
  read(text, options) {
    const collector = createCollector('csv', options)
    const rows = rowsOf(text, collector)
    const [head] = rows
    if (head === undefined) return collector.reading()
    const places = placesOf(head.cells, options)
    if ('why' in places) return { items: [], skipped: {}, rejected: [{ line: head.line, why: places.why }] }
    const body = places.headless ? rows : rows.slice(1)
    const dates = options.dates ?? orderOf(body.map(({ cells }) => cells[places.at.date ?? -1] ?? ''))
    for (const row of body) addRow(row, places.at, collector, { ...options, dates })
    return collector.reading()
  },
})

type Places = Readonly<Record<string, number>>

function rowsOf(text: string, collector: Collector): Row[] {
  // Excel is told the delimiter in a line of its own, which stays as a blank one.
  const lines = text.replace(/\r\n?/gu, '\n')
  const said = /^\ufeff?sep=(.)(?=\n)/iu.exec(lines)
  const plainLines = said === null ? lines : lines.slice(said[0].length)
  const [first = ''] = plainLines.trimStart().split('\n')
  const records = parse(plainLines, {
    bom: true,
    delimiter: said?.[1] ?? delimiterOf(first),
    skip_empty_lines: true,
    relax_column_count: true,
    relax_quotes: true,
    skip_records_with_error: true,
    on_skip: (error) => {
      collector.reject(Number(error?.lines ?? 1), 'a quote is opened and not closed')
      return undefined
    },
    info: true,
  }) as unknown as readonly { record: string[]; info: { lines: number } }[]
  return records.map(({ record, info }) => {
    // `lines` is where a record ends; it began as many lines before as it holds.
    const inside = record.reduce((lines, cell) => lines + (cell.match(/\n/gu)?.length ?? 0), 0)
    return { line: Math.max(1, info.lines - inside), cells: record }
  })
}

function delimiterOf(line: string): string {
  const counted = delimiters.map((delimiter) => ({ delimiter, times: line.split(delimiter).length }))
  return counted.reduce((best, other) => (other.times > best.times ? other : best)).delimiter
}

function placesOf(
  head: readonly string[],
  { columns = {} }: ReadOptions,
): { at: Places; headless: boolean } | { why: string } {
  const known = head.map(plain)
  const numbered =
    Object.values(columns).length > 0 && Object.values(columns).every((name) => /^\d+$/u.test(name))
  const at: Record<string, number> = {}
  for (const [role, usual] of Object.entries(names)) {
    const said = columns[role]
    const place = said === undefined ? (numbered ? -1 : firstOf(known, usual)) : placeOf(said, known)
    if (said !== undefined && (place < 0 || place >= head.length))
      return { why: `there is no column "${said}"; the columns are ${head.join(', ')}` }
    if (place >= 0) at[role] = place
  }
  const other = names.text
    ?.map((name) => known.indexOf(name))
    .find((place) => place >= 0 && place !== at.text)
  if (other !== undefined && !numbered) at.fallback = other
  const missing = ['date', 'text'].find((role) => at[role] === undefined)
  if (missing !== undefined && head.some((cell) => /^\s*\d{1,4}[-/.]\d{1,2}[-/.]\d{1,4}/u.test(cell)))
    return { why: 'the first line is no header; say which columns are meant: --columns date=1,text=2' }
  if (missing !== undefined)
    return { why: `no column says the ${missing}; name it: --columns ${missing}=${head[0] ?? 'NAME'}` }
  return { at, headless: numbered }
}

/** The first column that has one of the names, the likelier names first. */
function firstOf(known: readonly string[], usual: readonly string[]): number {
  const bare = known.map((name) => name.replace(/\s*[([].*$|[.?:]+$/u, ''))
  const places = [known, bare].flatMap((row) => usual.map((name) => row.indexOf(name)))
  return places.find((place) => place >= 0) ?? -1
}

function placeOf(said: string, known: readonly string[]): number {
  const place = known.indexOf(plain(said))
  return place >= 0 || !/^\d+$/u.test(said) ? place : Number(said) - 1
}

function addRow({ line, cells }: Row, at: Places, collector: Collector, options: ReadOptions): void {
  const cell = (role: string) => cells[at[role] ?? -1]?.trim() ?? ''
  if (cells.every((value) => value.trim() === '')) return
  const said = readWhen([cell('date'), cell('time')].join(' '), options)
  if ('why' in said) return collector.reject(line, said.why)
  collector.add({
    line,
    at: said.at,
    text: textOf(cell('text'), at.notes === at.text ? '' : cell('notes')) || cell('fallback'),
    project: cell('project'),
    tags: cell('tags').split(/[,;|\s]+/u),
    minutes: minutesOf(cell('minutes'), 1) ?? minutesOf(cell('hours'), 60),
  })
}

/** What a time sheet calls the task, and what was noted of it: `Programming: fixed the login`. */
function textOf(text: string, notes: string): string {
  if (text === '' || notes === '' || text === notes) return text || notes
  return notes.includes('\n') || /[.:!?]$/u.test(text) ? `${text}\n${notes}` : `${text}: ${notes}`
}

/** `90`, `1.5`, `1,5`, `1:30` or `1:30:00` of a unit of so many minutes; undefined for anything else. */
function minutesOf(said: string, unit: number): number | undefined {
  const clock = /^(\d{1,4}):(\d{2})(?::\d{2})?$/u.exec(said)
  if (clock !== null) return Number(clock[1]) * 60 + Number(clock[2])
  const [, hours, minutes] =
    /^(?:(\d+(?:[.,]\d+)?)\s*(?:h|hrs?|hours?|std|stunden?|heures?|horas?)\.?)?\s*(?:(\d+)\s*(?:m|mins?|minutes|minuten)\.?)?$/iu.exec(
      said,
    ) ?? []
  if (hours !== undefined || minutes !== undefined)
    return Math.round(Number((hours ?? '0').replace(',', '.')) * 60) + Number(minutes ?? 0)
  const number = /^\d+(?:[.,]\d+)?$/u.test(said) ? Number(said.replace(',', '.')) : undefined
  return number === undefined ? undefined : Math.round(number * unit)
}

function plain(name: string): string {
  return name
    .replace(/^\ufeff/u, '')
    .replace(/^"|"$/gu, '')
    .toLowerCase()
    .replace(/[\s_]+/gu, ' ')
    .trim()
    .normalize('NFC')
}
