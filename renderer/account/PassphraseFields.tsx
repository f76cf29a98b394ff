import { useEffect, useState } from 'react'
import { MIN_PASSPHRASE } from '../../shared/account/passphrase.ts'
import { TextField } from '../ui/fields.tsx'

/** A length that is good for years, and no longer hard to type. */
const GOOD = 20

export interface NewPassphrase {
  readonly next: string
  readonly again: string
}

export function passphraseProblems({ next, again }: NewPassphrase) {
  return {
    next:
      next.length < MIN_PASSPHRASE
        ? `Lösenfrasen behöver minst ${MIN_PASSPHRASE} tecken. Ta gärna flera ord.`
        : undefined,
    again: again === next ? undefined : 'Fraserna är inte lika.',
  }
}

/** What a passphrase of this length is worth; length is what counts, not odd signs (NIST SP 800-63B). */
export function lengthWords(length: number): string {
  if (length === 0) return `Minst ${MIN_PASSPHRASE} tecken. Fyra eller fem ord som du minns räcker långt.`
  if (length < MIN_PASSPHRASE) return `${length} tecken: ${MIN_PASSPHRASE - length} till behövs.`
  if (length < GOOD) return `${length} tecken: godtagbar. Ett ord till gör den bra.`
  return `${length} tecken: bra.`
}

/** A new passphrase twice, with help about its length. `tried` shows what is wrong. */
export function PassphraseFields({
  value,
  onChange,
  tried,
}: {
  value: NewPassphrase
  onChange: (value: NewPassphrase) => void
  tried: boolean
}) {
  const problems = passphraseProblems(value)
  const { length } = value.next
  return (
    <>
      <TextField
        label="Ny lösenfras"
        help={<span aria-live="polite">{lengthWords(length)}</span>}
        type="password"
        value={value.next}
        onChange={(next) => onChange({ ...value, next })}
        error={tried ? problems.next : undefined}
        autoComplete="new-password"
        required
      />
      <div className="account-strength" aria-hidden>
        <div
          className={length < MIN_PASSPHRASE ? 'short' : length < GOOD ? 'fair' : 'good'}
          // Width is data; the policy allows the CSSOM, not style text.
          style={{ width: `${Math.min(100, (length / GOOD) * 100)}%` }}
        />
      </div>
      <TextField
        label="Ny lösenfras en gång till"
        type="password"
        value={value.again}
        onChange={(again) => onChange({ ...value, again })}
        error={tried ? problems.again : undefined}
        autoComplete="new-password"
        required
      />
      <CapsLockHint />
    </>
  )
}

/** Says that the capitals are locked: what one types cannot be seen. */
export function CapsLockHint() {
  const [on, setOn] = useState(false)
  useEffect(() => {
    const look = (event: KeyboardEvent) => setOn(event.getModifierState('CapsLock'))
    window.addEventListener('keydown', look)
    window.addEventListener('keyup', look)
    return () => {
      window.removeEventListener('keydown', look)
      window.removeEventListener('keyup', look)
    }
  }, [])
  return (
    <p className="field-warning" role="status">
      {on ? 'Caps Lock är på: alla bokstäver blir stora.' : ''}
    </p>
  )
}
