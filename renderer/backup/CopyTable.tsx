import type { CopyInfo } from '../../shared/backup/contract.ts'
import { REASONS } from '../../shared/backup/names.ts'
import { Button } from '../ui/Button.tsx'
import { Badge } from '../ui/parts.tsx'
import { copyTime, sizeText } from './copyWords.ts'
import './backup.css'

/** The copies, newest first: when, why, how large, and whether each is known to be whole. */
export function CopyTable({
  copies,
  busy = false,
  onRestore,
  onExport,
}: {
  copies: readonly CopyInfo[]
  busy?: boolean
  onRestore: (copy: CopyInfo) => void
  /** Left out at the gate, where nobody has yet shown that they may. */
  onExport?: (copy: CopyInfo) => void
}) {
  // Two may be of the same minute: what is heard must tell them apart.
  const spoken = (copy: CopyInfo) =>
    `kopian från ${copyTime(copy.at)}, ${REASONS[copy.reason].toLocaleLowerCase('sv')}`
  return (
    <div className="table-wrap">
      <table className="table backup-table">
        <caption className="visually-hidden">Säkerhetskopior, den nyaste först</caption>
        <thead>
          <tr>
            <th scope="col">Gjord</th>
            <th scope="col">Varför</th>
            <th scope="col" className="end">
              Storlek
            </th>
            <th scope="col">Kontroll</th>
            <th scope="col">
              <span className="visually-hidden">Gör något med kopian</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {copies.map((copy) => (
            <tr key={copy.name}>
              <th scope="row" className="numeric">
                {copyTime(copy.at)}
              </th>
              <td>{REASONS[copy.reason]}</td>
              <td className="end">{sizeText(copy.bytes)}</td>
              <td>
                <CheckMark copy={copy} />
              </td>
              <td>
                <div className="row backup-actions">
                  {onExport ? (
                    <Button
                      size="small"
                      isDisabled={busy || !copy.hasKeyring}
                      aria-label={`Exportera ${spoken(copy)}`}
                      onPress={() => onExport(copy)}
                    >
                      Exportera
                    </Button>
                  ) : null}
                  <Button
                    size="small"
                    isDisabled={busy}
                    aria-label={`Återställ ${spoken(copy)}`}
                    onPress={() => onRestore(copy)}
                  >
                    Återställ
                  </Button>
                </div>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

function CheckMark({ copy }: { copy: CopyInfo }) {
  if (!copy.hasKeyring) return <Badge tone="warning">Nyckelfilen saknas</Badge>
  // What a restore replaced was moved aside as it was, whole or not.
  if (copy.reason === 'ersatt') return <Badge>Inte kontrollerad</Badge>
  return <Badge tone="success">Kontrollerad</Badge>
}
