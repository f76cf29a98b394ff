import { formatNumber } from '../text/swedish.ts'
import { cleanText, escapeMarkup } from './plainText.ts'
import { THEME } from './theme.ts'

/** The common ground of all drawings: one width, one letter size, no script and nothing from outside. */
export const WIDTH = 680
export const SIZE = 13
const FAMILY = `'Source Sans 3', Arial, 'Liberation Sans', 'DejaVu Sans', sans-serif`

/** The whole drawing; `alt` is also its title, for whoever meets the SVG by itself. */
export function drawing(height: number, alt: string, content: readonly string[]): string {
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${height}" width="${WIDTH}" height="${height}" role="img" font-family="${FAMILY}" font-size="${SIZE}" fill="${THEME.ink}"><title>${escapeMarkup(alt)}</title><rect width="${WIDTH}" height="${height}" fill="${THEME.paper}"/>${content.join('')}</svg>`
}

export interface LabelStyle {
  readonly anchor?: 'start' | 'middle' | 'end'
  readonly bold?: boolean
  readonly colour?: string
  readonly size?: number
}

export function label(x: number, y: number, text: string, style: LabelStyle = {}): string {
  const anchor =
    style.anchor === undefined || style.anchor === 'start' ? '' : ` text-anchor="${style.anchor}"`
  const weight = style.bold ? ' font-weight="600"' : ''
  const colour = style.colour === undefined ? '' : ` fill="${style.colour}"`
  const size = style.size === undefined ? '' : ` font-size="${style.size}"`
  return `<text x="${round(x)}" y="${round(y)}"${anchor}${weight}${colour}${size}>${escapeMarkup(text)}</text>`
}

export function line(
  from: readonly [number, number],
  to: readonly [number, number],
  colour: string,
  width = 1,
  extra = '',
): string {
  return `<line x1="${round(from[0])}" y1="${round(from[1])}" x2="${round(to[0])}" y2="${round(to[1])}" stroke="${colour}" stroke-width="${width}"${extra}/>`
}

export function box(x: number, y: number, width: number, height: number, paint: string): string {
  return `<rect x="${round(x)}" y="${round(y)}" width="${round(Math.max(0, width))}" height="${round(Math.max(0, height))}" ${paint}/>`
}

export function round(value: number): number {
  return Math.round(value * 100) / 100
}

/** How wide a text is in Arial, nearly: enough to keep labels apart. */
export function textWidth(text: string, size = SIZE): number {
  let em = 0
  for (const character of text) {
    if (/[ijltfrI.,:;'|!()[\] ]/.test(character)) em += 0.3
    else if (/[mwMW%@—]/.test(character)) em += 0.87
    else if (/[A-ZÅÄÖ]/.test(character)) em += 0.69
    else em += 0.56
  }
  return em * size
}

/** Breaks a label into at most `most` lines of at most `width`; what does not fit ends in '…'. */
export function wrapLabel(text: string, width: number, most = 2): string[] {
  const lines: string[] = []
  for (const word of cleanText(text).split(/\s+/)) {
    const last = lines.at(-1)
    const joined = last === undefined ? word : `${last} ${word}`
    if (last !== undefined && textWidth(joined) <= width) lines[lines.length - 1] = joined
    else lines.push(word)
  }
  const kept = lines.slice(0, most)
  if (lines.length > most) kept[most - 1] = `${kept[most - 1] ?? ''} …`
  return kept.map((part) => shorten(part, width))
}

function shorten(text: string, width: number): string {
  if (textWidth(text) <= width) return text
  const characters = Array.from(text.replace(/ …$/, ''))
  while (characters.length > 1 && textWidth(`${characters.join('')}…`) > width) characters.pop()
  return `${characters.join('')}…`
}

export interface Scale {
  /** Round values from 0 up to or just over the largest. */
  readonly ticks: readonly number[]
  readonly top: number
  readonly decimals: number
}

/** An axis from zero with round steps of 1, 2 or 5 times a power of ten. */
export function niceScale(largest: number, wanted = 5, wholeNumbers = false): Scale {
  const high = Number.isFinite(largest) && largest > 0 ? largest : 1
  const rough = high / wanted
  const power = 10 ** Math.floor(Math.log10(rough))
  const factor = [1, 2, 5, 10].find((f) => f * power >= rough * 0.999999) ?? 10
  const step = wholeNumbers ? Math.max(1, factor * power) : factor * power
  const count = Math.max(1, Math.ceil(high / step - 1e-9))
  const decimals = Math.min(6, Math.max(0, -Math.floor(Math.log10(step) + 1e-9)))
  const ticks = Array.from({ length: count + 1 }, (_, index) => Number((index * step).toFixed(decimals)))
  return { ticks, top: count * step, decimals }
}

export function tickLabel(value: number, scale: Scale): string {
  return formatNumber(value, scale.decimals)
}
