import { useEffect, useState } from 'react'
import { flushSync } from 'react-dom'
import { ARENDETYPER, SKADOR, STATUSAR } from '../../shared/incident/codes.ts'
import type { IncidentRow } from '../../shared/incident/contract.ts'
import { RISKNIVAER } from '../../shared/incident/risk.ts'
import { formatNumber } from '../../shared/text/swedish.ts'
import { CodeLabel } from '../code/CodeLabel.tsx'

/**
 * The list on paper. The table on screen only holds the lines that are seen, so that it can be long; a plain one
 * takes its place while the page is printed, with every line that has been fetched.
 */
export function RegisterPrint({ rows, total }: { rows: readonly IncidentRow[]; total: number | undefined }) {
  const printing = usePrinting()
  if (!printing || rows.length === 0) return null
  return (
    <div className="print-only">
      {total !== undefined && rows.length < total ? (
        <p className="soft">
          De {formatNumber(rows.length)} första av {formatNumber(total)}. Filtrera, eller rulla längre ned i
          listan, för att få med andra.
        </p>
      ) : null}
      <table className="table">
        <thead>
          <tr>
            <th scope="col">Datum</th>
            <th scope="col">Ärende</th>
            <th scope="col">Rubrik</th>
            <th scope="col">Händelseplats</th>
            <th scope="col">Händelsetyp</th>
            <th scope="col">Status</th>
            <th scope="col">Skada</th>
            <th scope="col">Risk</th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.id}>
              <td className={row.eventText === null ? 'numeric nowrap' : ''}>{row.eventText ?? row.date}</td>
              <td>
                {row.arendenr}
                <br />
                {row.origin === 'publicerad' ? 'Publicerat fall' : ARENDETYPER[row.arendetyp]}
              </td>
              <th scope="row">{row.title}</th>
              <td>
                {row.unitName}
                {row.unitName === row.forvaltningName ? null : (
                  <>
                    <br />
                    {row.forvaltningName}
                  </>
                )}
              </td>
              <td>
                <CodeLabel list="handelsetyp" code={row.handelsetyp} />
              </td>
              <td>{row.status === 'ej_angivet' ? '–' : STATUSAR[row.status]}</td>
              <td>{row.origin === 'publicerad' && row.harm === 'ej_bedomd' ? '–' : SKADOR[row.harm]}</td>
              <td>
                {row.riskScore === null || row.riskLevel === null
                  ? '–'
                  : `${row.riskScore} ${RISKNIVAER[row.riskLevel].toLocaleLowerCase('sv')}`}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

/** True from the moment before the page is laid out for paper: it must be drawn by then, so it cannot wait a turn. */
function usePrinting(): boolean {
  const [printing, setPrinting] = useState(false)
  useEffect(() => {
    const before = () => flushSync(() => setPrinting(true))
    const after = () => setPrinting(false)
    window.addEventListener('beforeprint', before)
    window.addEventListener('afterprint', after)
    return () => {
      window.removeEventListener('beforeprint', before)
      window.removeEventListener('afterprint', after)
    }
  }, [])
  return printing
}
