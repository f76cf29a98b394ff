import { useState } from 'react'
import { useLocation } from 'wouter'
import type { LardomError } from '../../shared/rpc/error.ts'
import { asLardomError } from '../app/asLardomError.ts'
import { useJob } from '../app/rpc.ts'
import { PageHead } from '../ui/parts.tsx'
import { AccountForm, type AccountFields } from './AccountForm.tsx'
import { TemporarySlip } from './TemporarySlip.tsx'
import './account.css'

const EMPTY: AccountFields = { name: '', title: '', grants: [] }

/** A new person: who, what she may do; then a temporary passphrase to hand over. */
export function AddAccountPage() {
  const [, navigate] = useLocation()
  const add = useJob('account.add')
  const [error, setError] = useState<LardomError | null>(null)
  const [made, setMade] = useState<{ name: string; passphrase: string } | null>(null)

  const submit = async (fields: AccountFields) => {
    setError(null)
    try {
      const { temporaryPassphrase } = await add.run(fields)
      setMade({ name: fields.name, passphrase: temporaryPassphrase })
    } catch (failure) {
      setError(asLardomError(failure))
    }
  }

  return (
    <div className="page">
      <PageHead title="Nytt konto" crumbs={[{ href: '/konton', label: 'Konton' }]} />
      {made === null ? (
        <AccountForm
          initial={EMPTY}
          submitLabel={add.running ? 'Skapar …' : 'Skapa kontot'}
          busy={add.running}
          error={error}
          onSubmit={(fields) => void submit(fields)}
        />
      ) : (
        <TemporarySlip name={made.name} passphrase={made.passphrase} onDone={() => navigate('/konton')} />
      )}
    </div>
  )
}
