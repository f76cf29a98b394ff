import { Sprout } from 'lucide-react'
import { useState } from 'react'
import type { WorkspaceInfo } from '../../shared/account/contract.ts'
import type { LardomError } from '../../shared/rpc/error.ts'
import { asLardomError } from '../app/asLardomError.ts'
import { call, useCommand } from '../app/rpc.ts'
import { Button } from '../ui/Button.tsx'
import { Problem } from '../ui/parts.tsx'
import { ChangePassphrase } from './ChangePassphrase.tsx'
import './account.css'

/**
 * Before anything else: whoever came in with a temporary passphrase, or with the recovery key, chooses her own. After
 * the recovery key it can wait: the work that could not be reached may be urgent.
 */
export function OwnPassphrase({
  session,
  onDone,
}: {
  session: WorkspaceInfo
  /** With what the session is after the change. */
  onDone: (session: WorkspaceInfo) => void
}) {
  const lock = useCommand('host.lock')
  const [error, setError] = useState<LardomError | null>(null)
  const recovery = session.openedWith === 'recovery' && !session.mustChangePassphrase
  const goOn = async () => {
    try {
      const now = await call('account.session', {})
      if (now) onDone(now)
    } catch (failure) {
      setError(asLardomError(failure))
    }
  }
  return (
    <main className="gate">
      <div className="gate-card">
        <header className="stack tight">
          <div className="brand">
            <Sprout size={34} aria-hidden />
            <h1>Välj en egen lösenfras</h1>
          </div>
          <p className="soft">
            {recovery
              ? `Du låste upp ${session.name} med återställningsnyckeln. Välj en ny lösenfras för ${session.accountName}, och förvara nyckeln inlåst igen.`
              : `Välkommen, ${session.accountName}. Lösenfrasen du fick är tillfällig: någon annan har sett den. Välj en som bara du känner till.`}
          </p>
        </header>
        <section className="card stack" aria-label="Egen lösenfras">
          <ChangePassphrase
            currentLabel={recovery ? 'Återställningsnyckeln' : 'Den tillfälliga lösenfrasen'}
            submitLabel="Välj och fortsätt"
            autoFocus
            onDone={() => void goOn()}
          />
          <Problem error={error ?? lock.error} />
          <div className="actions">
            {recovery ? <Button onPress={() => onDone({ ...session })}>Inte nu</Button> : null}
            <Button variant="quiet" onPress={() => lock.mutate({ anyway: true })}>
              Lås arbetsytan
            </Button>
          </div>
        </section>
      </div>
    </main>
  )
}
