/** What a number in a workbook is shown as. */
export type NumberKind = 'number' | 'date' | 'time' | 'percent'

/** Built-in formats (ECMA-376 part 1, 18.8.30); 27–36 and 50–58 are dates in East Asian versions. */
function builtIn(id: number): NumberKind {
  if ((id >= 14 && id <= 17) || id === 22 || (id >= 27 && id <= 36) || (id >= 50 && id <= 58)) return 'date'
  if ((id >= 18 && id <= 21) || (id >= 45 && id <= 47)) return 'time'
  return id === 9 || id === 10 ? 'percent' : 'number'
}

/** The kind of a number format; `code` where the workbook defines it. */
export function numberKind(id: number, code: string | undefined): NumberKind {
  if (code === undefined) return builtIn(id)
  // Only the first section, without text in quotes, escaped letters, colours and conditions.
  const plain = (code.split(';')[0] ?? '')
    .replace(/"[^"]*"|\\.|_./g, '')
    .replace(/\[(?!h+\]|m+\]|s+\])[^\]]*\]/gi, '')
  if (/[yd]|(?<!h.{0,3})m{3,}/i.test(plain)) return 'date'
  if (/[hs]/i.test(plain)) return 'time'
  if (/m/i.test(plain) && !/[0#?]/.test(plain)) return 'date'
  return plain.includes('%') ? 'percent' : 'number'
}

const DAY = 86_400
/** 9999-12-31 in Excel. */
const LAST_SERIAL = 2_958_465

/** A number as a Swede reads it: ISO for dates, decimal comma, never an exponent. */
export function numberText(raw: string, kind: NumberKind, date1904: boolean): string {
  const value = Number(raw)
  if (raw.trim() === '' || !Number.isFinite(value)) return raw
  if (kind === 'percent') return `${plainNumber(value * 100)} %`
  if (kind === 'number') return plainNumber(value)
  const serial = value + (date1904 ? 1462 : 0)
  if (serial < 0 || serial > LAST_SERIAL + 1) return plainNumber(value)
  const seconds = Math.round(serial * DAY)
  const clock = clockText(seconds % DAY)
  if (kind === 'time' || value < 1) {
    return value < 1 ? clock : kind === 'time' ? durationOrDate(seconds) : dateText(seconds)
  }
  return seconds % DAY === 0 ? dateText(seconds) : `${dateText(seconds)} ${clock}`
}

/** [h]:mm counts on past a day; a date with only its time shown is still a date. */
function durationOrDate(seconds: number): string {
  const hours = Math.floor(seconds / 3600)
  return hours < 10_000
    ? `${hours}:${two(Math.floor(seconds / 60) % 60)}`
    : `${dateText(seconds)} ${clockText(seconds % DAY)}`
}

function dateText(seconds: number): string {
  let day = Math.floor(seconds / DAY)
  // Excel believes that 1900 was a leap year: its days before 1 March 1900 are one off.
  if (day < 60) day++
  return new Date(Date.UTC(1899, 11, 30 + day)).toISOString().slice(0, 10)
}

function clockText(seconds: number): string {
  const clock = `${two(Math.floor(seconds / 3600))}:${two(Math.floor(seconds / 60) % 60)}`
  return seconds % 60 === 0 ? clock : `${clock}:${two(seconds % 60)}`
}

function two(number: number): string {
  return String(number).padStart(2, '0')
}

/** Fifteen digits, as Excel shows; 0.1 + 0.2 is 0,3. */
export function plainNumber(value: number): string {
  if (Number.isSafeInteger(value)) return String(value)
  if (Number.isInteger(value)) return BigInt(value).toString()
  const short = String(Number(value.toPrecision(15)))
  const text = /e/i.test(short) ? value.toFixed(20).replace(/\.?0+$/, '') : short
  return text.replace('.', ',')
}
