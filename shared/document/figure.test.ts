import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { barChart, columnsByYear, medianOf, monthLine } from './figure.ts'
import { figure as figureSchema } from './model.ts'
import { niceScale, wrapLabel } from './svg.ts'

function texts(svg: string): string[] {
  return [...svg.matchAll(/<text[^>]*>([^<]*)<\/text>/g)].map((match) => match[1] ?? '')
}

describe('bars', () => {
  const chart = barChart({
    caption: 'Avvikelser per händelsetyp 2025',
    categoryLabel: 'Händelsetyp',
    valueLabel: 'Antal',
    bars: [
      { label: 'Fall', value: 2266 },
      { label: 'Läkemedel', value: 1133 },
    ],
  })

  it('are as long as their values', () => {
    const widths = [...chart.svg.matchAll(/<rect x="[\d.]+" y="[\d.]+" width="([\d.]+)"/g)].map((m) =>
      Number(m[1]),
    )
    expect(widths[0]).toBeCloseTo((widths[1] ?? 0) * 2, 1)
  })

  it('say their values in the drawing, the alt text and the table', () => {
    expect(texts(chart.svg)).toContain('2\u00a0266')
    expect(chart.alt).toBe(
      'Liggande stapeldiagram. Avvikelser per händelsetyp 2025. Högst är Fall med 2\u00a0266, lägst Läkemedel med 1\u00a0133. Alla värden står i tabellen efter figuren.',
    )
    expect(chart.data.rows).toEqual([
      ['Fall', '2\u00a0266'],
      ['Läkemedel', '1\u00a0133'],
    ])
  })
})

describe('columns by year', () => {
  it('leave a gap, not a zero, where a year has no value', () => {
    const chart = columnsByYear({
      caption: 'Typ',
      categoryLabel: 'Typ',
      valueLabel: 'Antal',
      years: [2024, 2025],
      groups: [{ label: 'Risk', values: [null, 12] }],
    })
    expect(chart.data.rows).toEqual([['Risk', 'Uppgift saknas', '12']])
    expect(texts(chart.svg)).toContain('–')
    // Background, two keys of the legend (mid-toned and solid) and one column.
    expect(chart.svg.match(/<rect /g)).toHaveLength(4)
  })

  it('tell years apart by pattern as well as by colour', () => {
    const chart = columnsByYear({
      caption: 'Typ',
      categoryLabel: 'Typ',
      valueLabel: 'Antal',
      years: [2021, 2022, 2023, 2024, 2025],
      groups: [{ label: 'Risk', values: [1, 2, 3, 4, 5] }],
    })
    const keys = chart.svg
      .split('<rect ')
      .slice(2, 7)
      .map(
        (key) =>
          `${/fill="([^"]+)"/.exec(key)?.[1]} ${key.includes('<line')}${/x1="([\d.]+)" y1="([\d.]+)" x2="\1"/.test(key)}${/y1="([\d.]+)" x2="[\d.]+" y2="\1"/.test(key)}`,
      )
    expect(new Set(keys).size).toBe(5)
    expect(chart.svg).not.toContain('<pattern')
  })
})

describe('a line by month', () => {
  const months = [3, 5, null, 4, null, null, 8].map((value, index) => ({
    month: `2025-0${index + 1}`,
    value,
  }))
  const chart = monthLine({ caption: 'Avvikelser per månad', valueLabel: 'Antal', months })

  it('breaks where months are missing', () => {
    expect(chart.svg.match(/<polyline /g)).toHaveLength(1)
    expect(chart.svg.match(/<circle /g)).toHaveLength(4)
    expect(chart.alt).toContain('3 månader saknar uppgift.')
    expect(chart.data.rows[2]).toEqual(['mars', 'Uppgift saknas'])
  })

  it('draws the median and says it', () => {
    expect(texts(chart.svg)).toContain('Median 4,5')
    expect(chart.svg).toContain('stroke-dasharray')
  })

  it('finds the middle value', () => {
    expect(medianOf([])).toBeUndefined()
    expect(medianOf([5])).toBe(5)
    expect(medianOf([9, 1, 5])).toBe(5)
    expect(medianOf([1, 2, 3, 10])).toBe(2.5)
  })
})

describe('every figure', () => {
  const name = fc.string({ unit: 'binary', maxLength: 30 })
  const number = fc.oneof(fc.nat(1_000_000), fc.double({ min: 0, max: 1e6, noNaN: true }))
  const bars = fc
    .array(fc.record({ label: name, value: number }), { maxLength: 12 })
    .map((items) => barChart({ caption: 'Figur', categoryLabel: 'Typ', valueLabel: 'Antal', bars: items }))
  const columns = fc
    .array(fc.record({ label: name, values: fc.array(fc.option(number), { maxLength: 6 }) }), {
      maxLength: 8,
    })
    .map((groups) =>
      columnsByYear({
        caption: 'Figur',
        categoryLabel: 'Typ',
        valueLabel: 'Antal',
        years: [2023, 2024, 2025],
        groups,
      }),
    )
  const line = fc.array(fc.option(number), { maxLength: 60 }).map((values) =>
    monthLine({
      caption: 'Figur',
      valueLabel: 'Antal',
      months: values.map((value, index) => ({
        month: `${2020 + Math.floor(index / 12)}-${String((index % 12) + 1).padStart(2, '0')}`,
        value,
      })),
    }),
  )

  it('is valid, stays inside its frame, and runs and fetches nothing, whatever the data', () => {
    fc.assert(
      fc.property(fc.oneof(bars, columns, line), (figure) => {
        figureSchema.parse(figure)
        expect(figure.svg).not.toMatch(/NaN|Infinity|undefined|<script|href=|url\(/)
        for (const [, attribute, value] of figure.svg.matchAll(/ (x|y|x1|x2|y1|y2|cx|cy)="([^"]*)"/g)) {
          const limit = attribute?.includes('x') ? figure.width : figure.height
          expect(Number(value)).toBeGreaterThanOrEqual(-0.01)
          expect(Number(value)).toBeLessThanOrEqual(limit + 0.01)
        }
        // Every tag is closed: nothing of the data became markup.
        const opened = figure.svg.match(/<[a-z]+[^>]*[^/]>/g)?.length ?? 0
        expect(figure.svg.match(/<\/[a-z]+>/g)?.length ?? 0).toBe(opened)
      }),
    )
  })
})

describe('an axis', () => {
  it('starts at zero, has round, rising steps and reaches the largest value', () => {
    fc.assert(
      fc.property(fc.double({ min: 0.001, max: 1e9, noNaN: true }), (largest) => {
        const { ticks, top } = niceScale(largest)
        expect(ticks[0]).toBe(0)
        expect(top).toBeGreaterThanOrEqual(largest * 0.999999)
        expect(ticks.length).toBeGreaterThanOrEqual(2)
        expect(ticks.length).toBeLessThanOrEqual(8)
        expect([...ticks].sort((a, b) => a - b)).toEqual(ticks)
        expect(new Set(ticks).size).toBe(ticks.length)
      }),
    )
    expect(niceScale(43).ticks).toEqual([0, 10, 20, 30, 40, 50])
    expect(niceScale(2, 5, true).ticks).toEqual([0, 1, 2])
  })

  it('breaks long labels and ends what does not fit with …', () => {
    expect(wrapLabel('Vård och behandling', 80)).toEqual(['Vård och', 'behandling'])
    expect(wrapLabel('ett två tre fyra fem sex sju', 40, 2).at(-1)).toMatch(/…$/)
  })
})
