import { useEffect, useState } from 'react'
import { Link } from 'wouter'
import { BACKUP_ROLES } from '../../shared/backup/contract.ts'
import { useRpc } from '../app/rpc.ts'
import { useMay } from '../app/session.tsx'
import { Notice } from '../ui/parts.tsx'

const PAGE = '/sakerhetskopior'

/** The open file is damaged: what it means, and the way back for the one who may take it. */
export function DamageNotice({ message }: { message: string }) {
  const may = useMay(BACKUP_ROLES)
  return (
    <Notice tone="danger" title="Arbetsytan är skadad" live>
      <p>{message}</p>
      <p>
        {may ? (
          <Link href={PAGE} className="button plain small">
            Välj en säkerhetskopia att återställa
          </Link>
        ) : (
          'Sluta skriva i den, och be arbetsytans administratör eller chefläkare återställa den.'
        )}
      </p>
    </Notice>
  )
}

/** A copy that should have been made by itself was not. Stays until one is made. */
export function BackupNotice() {
  const may = useMay(BACKUP_ROLES)
  const [told, setTold] = useState<string | null>(null)
  useEffect(
    () =>
      window.lardom.on((event) => {
        if (event.name === 'backup-failed') setTold(event.message)
        if (event.name === 'backup-made' || event.name === 'restored') setTold(null)
      }),
    [],
  )
  // What was told before this window was made is known by the service.
  const known = useRpc('backup.list', {}, { enabled: may })
  const message = told ?? known.data?.problem ?? null
  if (message === null) return null
  return (
    <Notice tone="warning" title="Ingen ny säkerhetskopia" live>
      <p>{message}</p>
      {may ? (
        <p>
          <Link href={PAGE}>Till säkerhetskopiorna</Link>
        </p>
      ) : null}
    </Notice>
  )
}
