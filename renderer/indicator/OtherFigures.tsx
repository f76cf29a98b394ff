import type { PublishedIndicator } from '../../shared/indicator/contract.ts'
import { formatNumber } from '../../shared/text/swedish.ts'
import { decimalsOf } from './seriesPoints.ts'
import { SourceLink } from './SourceLink.tsx'

/** Figures that web pages quote: one row for each, with the page. */
export function OtherFigures({ indicators }: { indicators: readonly PublishedIndicator[] }) {
  return (
    <div className="table-wrap">
      <table className="table">
        <caption className="visually-hidden">Siffror ur andra källor än Kolada</caption>
        <thead>
          <tr>
            <th scope="col">Mått</th>
            <th scope="col">Område, som källan säger</th>
            <th scope="col">Period</th>
            <th scope="col" className="end">
              Värde
            </th>
            <th scope="col">Enhet</th>
            <th scope="col">Källa</th>
          </tr>
        </thead>
        <tbody>
          {indicators.flatMap((indicator) =>
            [...indicator.vgr, ...indicator.riket].map((point) => (
              <tr key={`${indicator.code}/${point.organisation}/${point.period}/${point.value}`}>
                <th scope="row">{indicator.name}</th>
                <td>{point.organisation}</td>
                <td className="numeric">{point.period}</td>
                <td className="end numeric">
                  {formatNumber(point.value, decimalsOf([point.value]))}
                  {point.note === '' ? null : <p className="soft indicator-unit">{point.note}</p>}
                </td>
                <td>{indicator.unit}</td>
                <td>
                  <SourceLink url={point.sourceUrl} />
                </td>
              </tr>
            )),
          )}
        </tbody>
      </table>
    </div>
  )
}
