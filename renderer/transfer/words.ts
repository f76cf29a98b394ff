import type {
  DateOrder,
  Encoding,
  LooksLike,
  Quote,
  Separator,
  SourceFormat,
} from '../../shared/transfer/format.ts'
import { formatNumber } from '../../shared/text/swedish.ts'

/** What files are called in the window. */

export const FORMAT_WORDS: Readonly<Record<SourceFormat, string>> = {
  delimited: 'Text med avgränsare (CSV, TSV)',
  workbook: 'Excel-arbetsbok',
  json: 'JSON',
}

export const ENCODING_WORDS: Readonly<Record<Encoding, string>> = {
  'utf-8': 'UTF-8',
  'utf-8-bom': 'UTF-8 med BOM',
  'utf-16le': 'UTF-16 LE',
  'utf-16be': 'UTF-16 BE',
  'windows-1252': 'Windows-1252 (ANSI)',
  'utf-8+windows-1252': 'UTF-8 med rader i Windows-1252',
}

export const SEPARATOR_WORDS: Readonly<Record<Separator, string>> = {
  ';': 'Semikolon ;',
  ',': 'Komma ,',
  '\t': 'Tabb',
  '|': 'Lodstreck |',
}

export const QUOTE_WORDS: Readonly<Record<Quote, string>> = {
  '"': 'Dubbla "',
  "'": "Enkla '",
  '': 'Inga',
}

export const LOOKS_WORDS: Readonly<Record<LooksLike, string>> = {
  date: 'datum',
  number: 'tal',
  'yes-no': 'ja eller nej',
  code: 'korta värden',
  text: 'text',
  empty: 'tom',
}

export const DATE_ORDER_WORDS: Readonly<Record<Exclude<DateOrder, 'unclear'>, string>> = {
  ymd: 'år, månad, dag (2026-03-04)',
  dmy: 'dag, månad, år (4/3/2026)',
  mdy: 'månad, dag, år (3/4/2026)',
}

/** '3 händelser', '1 händelse'. */
export function counted(count: number, one: string, many: string): string {
  return `${formatNumber(count)} ${count === 1 ? one : many}`
}
