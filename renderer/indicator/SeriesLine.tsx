import { formatNumber } from '../../shared/text/swedish.ts'
import { decimalsOf, type YearRow } from './seriesPoints.ts'

const WIDTH = 168
const HEIGHT = 44
const EDGE = 5

/** A small line of a measure over the years: Västra Götaland whole, the country dashed. The table holds the values. */
export function SeriesLine({ name, rows }: { name: string; rows: readonly YearRow[] }) {
  const values = rows
    .flatMap(({ vgr, riket }) => [vgr?.value, riket?.value])
    .filter((value) => value !== undefined)
  const [low, high] = [Math.min(...values), Math.max(...values)]
  const x = (index: number) => EDGE + (index / Math.max(1, rows.length - 1)) * (WIDTH - 2 * EDGE)
  const y = (value: number) => HEIGHT - EDGE - ((value - low) / (high - low || 1)) * (HEIGHT - 2 * EDGE)
  const path = (area: 'vgr' | 'riket') =>
    rows
      .flatMap((row, index) => {
        const point = row[area]
        return point === null ? [] : [`${x(index).toFixed(1)},${y(point.value).toFixed(1)}`]
      })
      .join(' ')
  const last = rows.findLastIndex(({ vgr }) => vgr !== null)
  const end = rows[last]?.vgr
  return (
    <svg
      className="indicator-line"
      viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
      width={WIDTH}
      height={HEIGHT}
      role="img"
      aria-label={describe(name, rows)}
    >
      <polyline className="indicator-riket" points={path('riket')} />
      <polyline className="indicator-vgr" points={path('vgr')} />
      {end ? <circle className="indicator-end" cx={x(last)} cy={y(end.value)} r={3} /> : null}
    </svg>
  )
}

function describe(name: string, rows: readonly YearRow[]): string {
  const own = rows.flatMap(({ period, vgr }) => (vgr ? [{ period, value: vgr.value }] : []))
  const [first, last] = [own[0], own.at(-1)]
  if (!first || !last) return `${name}: inga värden för Västra Götaland`
  const decimals = decimalsOf(own.map(({ value }) => value))
  const say = ({ period, value }: typeof first) => `${formatNumber(value, decimals)} ${period}`
  return `${name}, Västra Götaland: från ${say(first)} till ${say(last)}`
}
