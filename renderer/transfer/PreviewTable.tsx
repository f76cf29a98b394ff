import type { DetectedSource } from '../../shared/transfer/format.ts'
import { counted } from './words.ts'

/** The file's first rows as they are read now: what one looks at to see that å is å and a date is in its column. */
export function PreviewTable({ source, stale }: { source: DetectedSource; stale: boolean }) {
  const { columns, sample } = source
  return (
    <section className="stack tight" aria-labelledby="import-forhandsvisning">
      <h2 id="import-forhandsvisning">Så läses filen</h2>
      <p className="soft small" role="status">
        {stale
          ? 'Läser filen på nytt …'
          : `${counted(columns.length, 'kolumn', 'kolumner')}. Här är ${counted(sample.length, 'rad', 'rader')} ur filens början; långa texter är avkortade.`}
      </p>
      {/* It scrolls by itself, both ways: the keyboard must be able to reach it. */}
      <div
        className={stale ? 'table-wrap transfer-preview stale' : 'table-wrap transfer-preview'}
        // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
        tabIndex={0}
        role="region"
        aria-label="Filens första rader"
      >
        <table className="table">
          <caption className="visually-hidden">Filens första rader, som de läses nu</caption>
          <thead>
            <tr>
              <th scope="col" className="end">
                Rad
              </th>
              {columns.map((column) => (
                <th key={column.index} scope="col">
                  <span className="transfer-cell">{column.name}</span>
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {sample.map((record) => (
              <tr key={record.row} className={record.problem === null ? undefined : 'transfer-odd'}>
                <th scope="row" className="end">
                  {record.row}
                </th>
                {record.problem === null ? (
                  columns.map((column, index) => (
                    <td key={column.index}>
                      <span className="transfer-cell">{record.fields[index] ?? ''}</span>
                    </td>
                  ))
                ) : (
                  <td colSpan={columns.length}>
                    <span className="transfer-odd-reason">{record.problem.reason}</span>{' '}
                    <span className="soft">{record.fields.join(' · ').slice(0, 200)}</span>
                  </td>
                )}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  )
}
