import { formatNumber } from '../text/swedish.ts'
import type { Figure } from './model.ts'
import {
  MONTHS,
  NO_DATA,
  extremes,
  lowerFirst,
  monthName,
  note,
  sentence,
  type FigureText,
} from './figureWords.ts'
import { THEME } from './theme.ts'
import { yearColumn } from './yearColumn.ts'
import {
  SIZE,
  WIDTH,
  box,
  drawing,
  label,
  line,
  niceScale,
  round,
  textWidth,
  tickLabel,
  wrapLabel,
} from './svg.ts'

export interface BarChart extends FigureText {
  /** What the bars are: 'Händelsetyp'. */
  readonly categoryLabel: string
  readonly bars: readonly { readonly label: string; readonly value: number }[]
}

/** Horizontal bars, one for each category, in the order given, each with its value written out. */
export function barChart(chart: BarChart): Figure {
  const decimals = chart.decimals ?? 0
  const values = chart.bars.map((bar) => bar.value)
  const largest = Math.max(0, ...values) || 1
  const row = 32
  const top = 6
  const left = Math.min(250, Math.max(90, ...chart.bars.map((bar) => textWidth(bar.label) + 14)))
  const right = 20 + Math.max(0, ...values.map((value) => textWidth(formatNumber(value, decimals)) * 1.1))
  const height = top * 2 + Math.max(1, chart.bars.length) * row
  const x = (value: number): number => left + (Math.max(0, value) / largest) * (WIDTH - left - right)
  // Each bar says its value, so there is no axis to read it from: only the line they all start at.
  const parts = [line([left, top], [left, height - top], THEME.quiet)]
  for (const [index, bar] of chart.bars.entries()) {
    const middle = top + index * row + row / 2
    const words = wrapLabel(bar.label, left - 14)
    words.forEach((word, i) => {
      const y = middle + SIZE * 0.36 + (i - (words.length - 1) / 2) * (SIZE + 1)
      parts.push(label(left - 10, y, word, { anchor: 'end' }))
    })
    parts.push(box(left, middle - 10, x(bar.value) - left, 20, `fill="${THEME.accent}"`))
    parts.push(
      label(x(bar.value) + 7, middle + SIZE * 0.36, formatNumber(bar.value, decimals), { bold: true }),
    )
  }
  const alt = `Liggande stapeldiagram. ${sentence(chart.caption)} ${extremes(
    chart.bars.map((bar) => ({ name: bar.label, value: bar.value })),
    decimals,
  )} Alla värden står i tabellen efter figuren.`
  return {
    type: 'figure',
    caption: chart.caption,
    svg: drawing(height, alt, parts),
    width: WIDTH,
    height,
    alt,
    data: {
      columns: [{ title: chart.categoryLabel }, { title: chart.valueLabel, align: 'end' }],
      rows: chart.bars.map((bar) => [bar.label, formatNumber(bar.value, decimals)]),
      ...note(chart.note),
    },
  }
}

export interface ColumnsByYear extends FigureText {
  /** What the groups are: 'Typ'. */
  readonly categoryLabel: string
  readonly years: readonly number[]
  /** One value for each year; null where there is none. */
  readonly groups: readonly { readonly label: string; readonly values: readonly (number | null)[] }[]
}

/** Columns in groups, one column for each of up to five years; the latest year is always the solid one. */
export function columnsByYear(chart: ColumnsByYear): Figure {
  const decimals = chart.decimals ?? 0
  const years = chart.years.slice(-5)
  const first = chart.years.length - years.length
  const groups = chart.groups.map((group) => ({
    label: group.label,
    values: years.map((_, index) => group.values[first + index] ?? null),
  }))
  const known = groups.flatMap((group) => group.values.filter((value) => value !== null))
  const scale = niceScale(Math.max(0, ...known), 5, decimals === 0)
  const left = Math.max(40, ...scale.ticks.map((tick) => textWidth(tickLabel(tick, scale), 12) + 16))
  const top = 52
  const bottom = 308
  const height = 356
  const slot = (WIDTH - left - 8) / Math.max(1, groups.length)
  const columnWidth = Math.min(46, (slot * 0.8) / years.length)
  const y = (value: number): number => bottom - (Math.max(0, value) / scale.top) * (bottom - top)
  const parts: string[] = [...legend(years, left)]
  for (const tick of scale.ticks) {
    parts.push(line([left, y(tick)], [WIDTH - 4, y(tick)], tick === 0 ? THEME.quiet : THEME.grid))
    parts.push(
      label(left - 8, y(tick) + 4, tickLabel(tick, scale), { anchor: 'end', colour: THEME.quiet, size: 12 }),
    )
  }
  const widest = Math.max(0, ...known.map((value) => textWidth(formatNumber(value, decimals), 12)))
  for (const [g, group] of groups.entries()) {
    const middle = left + slot * (g + 0.5)
    for (const [i, value] of group.values.entries()) {
      const x = middle + (i - years.length / 2) * columnWidth
      if (value === null) {
        parts.push(label(x + columnWidth / 2, bottom - 5, '–', { anchor: 'middle', colour: THEME.quiet }))
        continue
      }
      parts.push(yearColumn(x + 1.5, y(value), columnWidth - 3, bottom - y(value), years.length - 1 - i))
      // Values are written where they fit; the table below always has them.
      if (widest <= columnWidth + 2) {
        const text = formatNumber(value, decimals)
        parts.push(label(x + columnWidth / 2, y(value) - 5, text, { anchor: 'middle', size: 12 }))
      }
    }
    wrapLabel(group.label, slot - 8, 3).forEach((word, i) =>
      parts.push(label(middle, bottom + 17 + i * (SIZE + 1), word, { anchor: 'middle' })),
    )
  }
  const latest = groups.flatMap((group) => {
    const value = group.values.at(-1)
    return value === null || value === undefined ? [] : [{ name: group.label, value }]
  })
  const alt = `Stapeldiagram med en stapel per år, ${span(years)}. ${sentence(chart.caption)} ${
    latest.length > 0 ? `År ${years.at(-1) ?? ''}: ${lowerFirst(extremes(latest, decimals))}` : ''
  } Alla värden står i tabellen efter figuren.`.replace(/ +/g, ' ')
  return {
    type: 'figure',
    caption: chart.caption,
    svg: drawing(height, alt, parts),
    width: WIDTH,
    height,
    alt,
    data: {
      columns: [
        { title: chart.categoryLabel },
        ...years.map((year) => ({ title: String(year), align: 'end' as const })),
      ],
      rows: groups.map((group) => [
        group.label,
        ...group.values.map((value) => (value === null ? NO_DATA : formatNumber(value, decimals))),
      ]),
      ...note(chart.note),
    },
  }
}

function legend(years: readonly number[], left: number): string[] {
  return years.flatMap((year, index) => {
    const x = left + index * 80
    return [yearColumn(x, 10, 16, 14, years.length - 1 - index), label(x + 23, 22, String(year))]
  })
}

function span(years: readonly number[]): string {
  return years.length > 1 ? `${years[0] ?? ''}–${years.at(-1) ?? ''}` : String(years[0] ?? '')
}

export interface MonthLine extends FigureText {
  /** 'YYYY-MM' in order; value null where nothing was measured: the line has a gap there. */
  readonly months: readonly { readonly month: string; readonly value: number | null }[]
  /** Computed from the values when not given. */
  readonly median?: number
}

/** Monthly values over several years as a line with the median; months without a value are gaps, not zeros. */
export function monthLine(chart: MonthLine): Figure {
  const decimals = chart.decimals ?? 0
  const known = chart.months.flatMap((month) => (month.value === null ? [] : [month.value]))
  const median = chart.median ?? medianOf(known)
  const scale = niceScale(Math.max(0, median ?? 0, ...known), 5, decimals === 0)
  const left = Math.max(40, ...scale.ticks.map((tick) => textWidth(tickLabel(tick, scale), 12) + 16))
  const medianText =
    median === undefined
      ? ''
      : `Median ${formatNumber(median, median % 1 === 0 ? decimals : Math.max(1, decimals))}`
  const right = median === undefined ? 12 : textWidth(medianText) + 16
  const [top, bottom, height] = [20, 250, 300]
  const step = (WIDTH - left - right) / Math.max(1, chart.months.length)
  const x = (index: number): number => left + step * (index + 0.5)
  const y = (value: number): number => bottom - (Math.max(0, value) / scale.top) * (bottom - top)
  const parts: string[] = []
  for (const tick of scale.ticks) {
    parts.push(line([left, y(tick)], [WIDTH - right, y(tick)], tick === 0 ? THEME.quiet : THEME.grid))
    parts.push(
      label(left - 8, y(tick) + 4, tickLabel(tick, scale), { anchor: 'end', colour: THEME.quiet, size: 12 }),
    )
  }
  parts.push(...monthAxis(chart.months, left, step, bottom, top))
  if (median !== undefined) {
    parts.push(
      line([left, y(median)], [WIDTH - right, y(median)], THEME.second, 1.8, ' stroke-dasharray="7 4"'),
      label(WIDTH - right + 7, y(median) + 4, medianText, { colour: THEME.second, bold: true }),
    )
  }
  for (const run of runsOf(chart.months)) {
    const points = run.map(({ index, value }) => `${round(x(index))},${round(y(value))}`).join(' ')
    if (run.length > 1) {
      parts.push(
        `<polyline points="${points}" fill="none" stroke="${THEME.accent}" stroke-width="2.2" stroke-linejoin="round"/>`,
      )
    }
    for (const { index, value } of run) {
      parts.push(
        `<circle cx="${round(x(index))}" cy="${round(y(value))}" r="${step < 9 ? 2.2 : 3.2}" fill="${THEME.accent}"/>`,
      )
    }
  }
  const years = yearsOf(chart.months)
  const gaps = chart.months.length - known.length
  const alt = [
    `Linjediagram per månad, ${span(years)}.`,
    sentence(chart.caption),
    median === undefined ? '' : `${medianText}.`,
    extremes(
      chart.months.flatMap((month) =>
        month.value === null ? [] : [{ name: monthName(month.month), value: month.value }],
      ),
      decimals,
    ),
    gaps === 0 ? '' : `${gaps === 1 ? 'En månad saknar' : `${gaps} månader saknar`} uppgift.`,
    'Alla värden står i tabellen efter figuren.',
  ]
    .filter((part) => part !== '')
    .join(' ')
  return {
    type: 'figure',
    caption: chart.caption,
    svg: drawing(height, alt, parts),
    width: WIDTH,
    height,
    alt,
    data: monthTable(chart, years, decimals),
  }
}

function monthAxis(
  months: MonthLine['months'],
  left: number,
  step: number,
  bottom: number,
  top: number,
): string[] {
  const parts: string[] = []
  const years = yearsOf(months)
  for (const year of years) {
    const from = months.findIndex((month) => month.month.startsWith(String(year)))
    const count = months.filter((month) => month.month.startsWith(String(year))).length
    const start = left + step * from
    if (from > 0) parts.push(line([start, top], [start, bottom + 34], THEME.line))
    const middle = start + (step * count) / 2
    parts.push(label(middle, bottom + 38, String(year), { anchor: 'middle', bold: true }))
  }
  // Every month's letter where there is room, else each quarter's first.
  const every = step >= 11 ? 1 : 3
  for (const [index, month] of months.entries()) {
    const number = Number(month.month.slice(5, 7))
    if ((number - 1) % every !== 0) continue
    const letter = MONTHS[number - 1]?.[0]?.toUpperCase() ?? ''
    parts.push(
      label(left + step * (index + 0.5), bottom + 17, letter, {
        anchor: 'middle',
        colour: THEME.quiet,
        size: 11,
      }),
    )
  }
  return parts
}

/** Months down, years across: 36 values in twelve rows. */
function monthTable(chart: MonthLine, years: readonly number[], decimals: number): Figure['data'] {
  const values = new Map(chart.months.map((month) => [month.month, month.value]))
  return {
    columns: [{ title: 'Månad' }, ...years.map((year) => ({ title: String(year), align: 'end' as const }))],
    rows: MONTHS.map((name, index) => [
      name,
      ...years.map((year) => {
        const value = values.get(`${year}-${String(index + 1).padStart(2, '0')}`)
        return value === undefined || value === null ? NO_DATA : formatNumber(value, decimals)
      }),
    ]),
    ...note(chart.note),
  }
}

function yearsOf(months: MonthLine['months']): number[] {
  return [...new Set(months.map((month) => Number(month.month.slice(0, 4))))]
}

/** The stretches of months that have values. */
function runsOf(months: MonthLine['months']): { index: number; value: number }[][] {
  const runs: { index: number; value: number }[][] = []
  let open = false
  for (const [index, { value }] of months.entries()) {
    if (value === null) {
      open = false
      continue
    }
    if (!open) runs.push([])
    runs.at(-1)?.push({ index, value })
    open = true
  }
  return runs
}

/** The middle value; the mean of the two middle ones when they are even in number. */
export function medianOf(values: readonly number[]): number | undefined {
  const sorted = [...values].sort((a, b) => a - b)
  const [low, high] = [sorted[Math.ceil(sorted.length / 2) - 1], sorted[Math.floor(sorted.length / 2)]]
  return low === undefined || high === undefined ? undefined : (low + high) / 2
}
