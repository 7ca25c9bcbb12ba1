import { stat } from 'node:fs/promises'
import { basename } from 'node:path'
import { AppError } from '../base/app-error.ts'
import { unknownName } from '../base/registry.ts'
import type { DateOrder, ImportFormat, ImportReading } from '../contracts/import.ts'
import { importFormats } from '../domain/imports/index.ts'
import type { App } from './app.ts'
import { importItems } from './import.ts'
import type { Imported, ImportWish } from './import.ts'
import { readTextFile } from './text-file.ts'

export interface FileWish extends ImportWish {
  /** The name of a format; found by the content where absent. */
  format?: string | undefined
  /** `date=When,text=What` */
  columns?: string | undefined
  dates?: DateOrder | undefined
}

const largest = 64 * 1024 * 1024

const formatNames = importFormats.map(({ name }) => name)

/** Imports files of other programs, all or nothing. `input` is standard input, for the file `-`. */
export async function importFiles(
  app: App,
  files: readonly string[],
  wish: FileWish,
  input: () => Promise<string>,
): Promise<Imported & { formats: string[] }> {
  const formats: string[] = []
  const readings: ImportReading[] = []
  for (const file of files) {
    const text = file === '-' ? await input() : await textOf(file)
    const format = formatOf(file, text, wish.format)
    formats.push(format.name)
    readings.push(readFile(app, { file, text, format, isAlone: files.length === 1 }, wish))
  }
  const imported = await importItems(app, joined(readings), wish)
  return { ...imported, formats: [...new Set(formats)] }
}

async function textOf(file: string): Promise<string> {
  const found = await stat(file).catch(() => undefined)
  if (found?.isDirectory() === true)
    throw new AppError('wrong-use', `"${file}" is a folder. Nothing was imported.`, {
      hint: `Try: nightdesk import git ${file}\nor:  nightdesk import ${file}/*.md`,
    })
  return await readTextFile(file, largest)
}

function formatOf(file: string, text: string, asked: string | undefined): ImportFormat {
  const found =
    asked === undefined
      ? importFormats.find((format) => format.recognises(text, basename(file)))
      : importFormats.find(({ name }) => name === asked)
  if (found !== undefined) return found
  if (asked !== undefined) throw unknownName('format', asked, formatNames)
  throw new AppError('wrong-use', `What kind of file "${file}" is cannot be told. Nothing was imported.`, {
    hint: `Say it: --format ${formatNames.join(' | ')}`,
  })
}

function readFile(
  app: App,
  { file, text, format, isAlone }: { file: string; text: string; format: ImportFormat; isAlone: boolean },
  { zone, columns, dates }: FileWish,
): ImportReading {
  const fileName = file === '-' ? '' : basename(file)
  const reading = format.read(text.replace(/^\ufeff/u, ''), {
    zone,
    now: app.clock(),
    fileName,
    columns: columnsOf(columns),
    dates,
  })
  return isAlone ? reading : { ...reading, rejected: reading.rejected.map((each) => ({ ...each, file })) }
}

function columnsOf(said: string | undefined): Record<string, string> | undefined {
  if (said === undefined) return undefined
  const pairs = said.split(',').map((pair) => /^\s*(\w+)\s*=\s*(.+?)\s*$/u.exec(pair))
  const roles = ['date', 'time', 'text', 'project', 'tags', 'minutes', 'hours']
  const wrong = pairs.findIndex((pair) => pair === null || !roles.includes(pair[1] ?? ''))
  if (wrong === -1) return Object.fromEntries(pairs.map((pair) => [pair?.[1] ?? '', pair?.[2] ?? '']))
  throw new AppError('wrong-use', `"${said.split(',')[wrong]}" names no column. Nothing was imported.`, {
    hint: `Columns are ${roles.join(', ')}. Try: --columns date=When,text=What`,
  })
}

function joined(readings: readonly ImportReading[]): ImportReading {
  const skipped: Record<string, number> = {}
  for (const reading of readings)
    for (const [why, times] of Object.entries(reading.skipped)) skipped[why] = (skipped[why] ?? 0) + times
  return {
    items: readings.flatMap(({ items }) => items),
    rejected: readings.flatMap(({ rejected }) => rejected),
    skipped,
  }
}
