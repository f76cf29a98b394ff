import { useState } from 'react'
import type { CodeListData } from '../../shared/code/names.ts'
import { formatNumber } from '../../shared/text/swedish.ts'
import { swedishClock } from '../../shared/time/dates.ts'
import { useCommand, useRpc } from '../app/rpc.ts'
import { Button } from '../ui/Button.tsx'
import { Problem } from '../ui/parts.tsx'
import { tell } from '../ui/toast.tsx'

/** Every version of a list; one can be put back, as a new version. */
export function CodeHistory({ list }: { list: CodeListData }) {
  const [open, setOpen] = useState(false)
  const history = useRpc('code.history', { list: list.list }, { enabled: open })
  const restore = useCommand('code.restore')
  return (
    <details className="code-history" onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>Tidigare versioner</summary>
      {history.error ? <Problem error={history.error} retry={() => void history.refetch()} /> : null}
      <Problem error={restore.error} />
      <div className="table-wrap">
        <table className="table" aria-label="Tidigare versioner">
          <thead>
            <tr>
              <th scope="col">Version</th>
              <th scope="col">När</th>
              <th scope="col">Vem</th>
              <th scope="col">Vad</th>
              <th scope="col" className="numeric">
                Värden
              </th>
              <th scope="col">
                <span className="visually-hidden">Återställ</span>
              </th>
            </tr>
          </thead>
          <tbody>
            {history.data?.map((row) => (
              <tr key={row.version}>
                <th scope="row">{row.version}</th>
                <td className="numeric code-order">{swedishClock(new Date(row.at)).slice(0, 16)}</td>
                <td>{row.by}</td>
                <td>{row.change}</td>
                <td className="numeric">{formatNumber(row.entries)}</td>
                <td>
                  {row.version === list.version ? (
                    <span className="soft">Gäller nu</span>
                  ) : (
                    <Button
                      size="small"
                      aria-label={`Återställ version ${row.version}`}
                      onPress={() =>
                        restore.mutate(
                          { list: list.list, version: list.version, to: row.version },
                          { onSuccess: () => tell(`Listan är som i version ${row.version}.`) },
                        )
                      }
                    >
                      Återställ
                    </Button>
                  )}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </details>
  )
}
