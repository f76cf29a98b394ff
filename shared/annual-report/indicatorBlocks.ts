import type { Table } from '../document/model.ts'
import { formatNumber } from '../text/swedish.ts'
import type { AnnualReportData, PublishedIndicator } from './figures.ts'
import type { Filled } from './filled.ts'
import { counted, MISSING } from './words.ts'

/** 2.2: published measures of the region beside the country (Kolada/SKR). */
export function indikatorer(data: AnnualReportData): Filled {
  const rows = data.figures.indicators
  if (rows.length === 0) return { blocks: [], hasData: false }
  const region = data.unit.kind === 'region'
  // The measures are about slutenvård: for a förvaltning without it they would say nothing.
  const hasBeds = data.figures.denominators.some(
    ({ kind }) => kind === 'vardtillfallen' || kind === 'vard_dygn',
  )
  if (!region && !hasBeds) return { blocks: [], hasData: false }
  const lead = region
    ? 'Tabellen visar publicerade mått för regionen och riket.'
    : 'Tabellen visar publicerade mått för hela regionen och riket, som bakgrund. Förvaltningens egna värden finns inte i registret.'
  const table: Table = {
    type: 'table',
    caption: `Publicerade mått på säker vård, ${data.regionName} och riket`,
    columns: [
      { title: 'Mått', width: 44 },
      { title: 'Bättre', width: 12 },
      { title: 'År', align: 'end', width: 10 },
      { title: 'Regionen', align: 'end', width: 12 },
      { title: 'Året före', align: 'end', width: 11 },
      { title: 'Riket', align: 'end', width: 11 },
    ],
    rows: rows.map((row) => [
      `${row.name}, ${row.unit}`,
      BETTER[row.direction],
      row.period,
      value(row.value),
      row.previous ? value(row.previous.value) : MISSING,
      row.nation === null ? MISSING : value(row.nation),
    ]),
    note: `Måtten avser det år som står i tabellen, det senaste som är publicerat till och med berättelsens år. Underlaget till andelarna är inte publicerat, så det går inte att säga vilka skillnader som är större än slumpen.${
      data.isExample ? ' Måtten är verkliga, till skillnad från exempeldata i övrigt.' : ''
    }`,
  }
  return {
    blocks: [
      { type: 'paragraph', text: [{ text: `${lead} ${comparison(data, rows)}` }, ...sources(rows)] },
      table,
    ],
    hasData: true,
  }
}

const BETTER: Readonly<Record<PublishedIndicator['direction'], string>> = {
  hogre_battre: 'högre',
  lagre_battre: 'lägre',
  ingen: MISSING,
}

/** 1 when the region is on the better side of the country, −1 on the worse, 0 when neither can be said. */
function side(row: PublishedIndicator): -1 | 0 | 1 {
  if (row.nation === null || row.nation === row.value || row.direction === 'ingen') return 0
  const higher = row.value > row.nation
  return higher === (row.direction === 'hogre_battre') ? 1 : -1
}

/** Counts on which side of the country the region stands; says nothing of how far. */
function comparison(data: AnnualReportData, rows: readonly PublishedIndicator[]): string {
  const judged = rows.filter((row) => row.nation !== null && row.direction !== 'ingen')
  if (judged.length === 0) return ''
  const on = (wanted: -1 | 0 | 1): string => formatNumber(judged.filter((row) => side(row) === wanted).length)
  return `Av ${counted(judged.length, 'mått', 'mått')} som kan ställas mot riket samma år ligger ${data.regionName} bättre i ${on(1)}, sämre i ${on(-1)} och lika i ${on(0)}. `
}

function value(number: number): string {
  return formatNumber(number, 1)
}

function sources(rows: readonly PublishedIndicator[]): { text: string; href?: string }[] {
  const seen = new Map(rows.map((row) => [row.sourceUrl, row.sourceName]))
  return [
    { text: 'Källa: ' },
    ...[...seen].flatMap(([href, name], index) => [
      ...(index > 0 ? [{ text: ', ' }] : []),
      /^https?:\/\//.test(href) ? { text: name, href } : { text: name },
    ]),
    { text: '.' },
  ]
}
