import type { PublishedIndicator } from '../../shared/indicator/contract.ts'
import { DIRECTION_LABELS } from '../../shared/indicator/published.ts'
import { formatNumber } from '../../shared/text/swedish.ts'
import { SeriesLine } from './SeriesLine.tsx'
import { SourceLink } from './SourceLink.tsx'
import { CHANGE_LABELS, changeOf, decimalsOf, yearRows } from './seriesPoints.ts'

/** One row per measure: the latest value, how it moved, and the country; every year behind the name. */
export function KoladaTable({ indicators }: { indicators: readonly PublishedIndicator[] }) {
  return (
    <div className="table-wrap">
      <table className="table indicator-table">
        <caption>
          Senaste publicerade värde. Heldragen linje är Västra Götaland, streckad är riket. Öppna ett mått för
          definition, alla år och källa.
        </caption>
        <thead>
          <tr>
            <th scope="col">Mått</th>
            <th scope="col">Utveckling</th>
            <th scope="col" className="end">
              Västra Götaland
            </th>
            <th scope="col">Mot värdet före</th>
            <th scope="col" className="end">
              Riket samma år
            </th>
          </tr>
        </thead>
        <tbody>
          {indicators.map((indicator) => (
            <IndicatorRow key={indicator.code} indicator={indicator} />
          ))}
        </tbody>
      </table>
    </div>
  )
}

function IndicatorRow({ indicator }: { indicator: PublishedIndicator }) {
  const rows = yearRows(indicator.vgr, indicator.riket)
  const own = rows.filter(({ vgr }) => vgr !== null)
  const [latest, before] = [own.at(-1), own.at(-2)]
  const decimals = decimalsOf([...indicator.vgr, ...indicator.riket].map(({ value }) => value))
  const show = (value: number | undefined) => (value === undefined ? '–' : formatNumber(value, decimals))
  const change = changeOf(before?.vgr?.value, latest?.vgr?.value, indicator.direction)
  return (
    <tr>
      <th scope="row">
        <details className="indicator-details">
          <summary>{indicator.name}</summary>
          <div className="stack tight indicator-more">
            <p>{indicator.definition}</p>
            <p className="soft">
              {indicator.unit}. {DIRECTION_LABELS[indicator.direction]}. Koladas beteckning {indicator.code}.
            </p>
            <table className="table indicator-years">
              <caption className="visually-hidden">{indicator.name} per år</caption>
              <thead>
                <tr>
                  <th scope="col">År</th>
                  <th scope="col" className="end">
                    Västra Götaland
                  </th>
                  <th scope="col" className="end">
                    Riket
                  </th>
                </tr>
              </thead>
              <tbody>
                {rows.map(({ period, vgr, riket }) => (
                  <tr key={period}>
                    <th scope="row" className="numeric">
                      {period}
                    </th>
                    <td className="end numeric">{show(vgr?.value)}</td>
                    <td className="end numeric">{show(riket?.value)}</td>
                  </tr>
                ))}
              </tbody>
            </table>
            <SourceLink url={indicator.vgr[0]?.sourceUrl ?? indicator.riket[0]?.sourceUrl ?? ''} />
          </div>
        </details>
        <p className="soft indicator-unit">
          {indicator.unit} · {DIRECTION_LABELS[indicator.direction].toLocaleLowerCase('sv')}
        </p>
      </th>
      <td>
        <SeriesLine name={indicator.name} rows={rows} />
        <p className="soft numeric indicator-unit">
          {rows[0]?.period}–{rows.at(-1)?.period}
        </p>
      </td>
      <td className="end numeric">
        <strong className="indicator-value">{show(latest?.vgr?.value)}</strong>
        <p className="soft indicator-unit">{latest?.period}</p>
      </td>
      <td className="indicator-change">
        {before?.vgr && latest?.vgr ? (
          <>
            <span className="numeric">{difference(before.vgr.value, latest.vgr.value, decimals)}</span>
            <p className="soft numeric indicator-unit">
              från {show(before.vgr.value)} år {before.period}
            </p>
            {CHANGE_LABELS[change] && <p className="soft indicator-unit">{CHANGE_LABELS[change]}</p>}
          </>
        ) : null}
      </td>
      <td className="end numeric">{show(latest?.riket?.value)}</td>
    </tr>
  )
}

/** '+0,2' or '−1,4', with a real minus sign. */
function difference(from: number, to: number, decimals: number): string {
  const text = formatNumber(to - from, decimals)
  return to > from ? `+${text}` : text
}
