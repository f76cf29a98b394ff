import { useRef, useState } from 'react'
import { Form } from 'react-aria-components'
import type { LardomError } from '../../shared/rpc/error.ts'
import { asLardomError } from '../app/asLardomError.ts'
import { useJob } from '../app/rpc.ts'
import { Button } from '../ui/Button.tsx'
import { TextField } from '../ui/fields.tsx'
import { focusFirstError } from '../ui/focus.ts'
import { Problem } from '../ui/parts.tsx'
import { PassphraseFields, passphraseProblems, type NewPassphrase } from './PassphraseFields.tsx'

const EMPTY: NewPassphrase = { next: '', again: '' }

/** The old passphrase, the new one twice. Nothing of it is kept as a draft. */
export function ChangePassphrase({
  currentLabel,
  currentHelp,
  submitLabel,
  autoFocus = false,
  onDone,
}: {
  currentLabel: string
  currentHelp?: string
  submitLabel: string
  /** Where it is all the page is for. */
  autoFocus?: boolean
  onDone: () => void
}) {
  const [current, setCurrent] = useState('')
  const [fresh, setFresh] = useState(EMPTY)
  const [tried, setTried] = useState(false)
  const [error, setError] = useState<LardomError | null>(null)
  const change = useJob('account.change-passphrase')
  const form = useRef<HTMLFormElement>(null)

  const missing = current === '' ? `Skriv ${currentLabel.toLocaleLowerCase('sv')}.` : undefined
  const wrong = error?.code === 'WRONG_PASSPHRASE' || error?.field === 'current' ? error.message : undefined
  const problems = [missing, ...Object.values(passphraseProblems(fresh))]

  const submit = async () => {
    setTried(true)
    setError(null)
    if (problems.some((problem) => problem !== undefined)) {
      focusFirstError(form)
      return
    }
    try {
      await change.run({ current, next: fresh.next })
      setCurrent('')
      setFresh(EMPTY)
      setTried(false)
      onDone()
    } catch (failure) {
      setError(asLardomError(failure))
      focusFirstError(form)
    }
  }

  return (
    <Form
      ref={form}
      className="stack account-narrow"
      onSubmit={(event) => {
        event.preventDefault()
        void submit()
      }}
    >
      <TextField
        label={currentLabel}
        {...(currentHelp === undefined ? {} : { help: currentHelp })}
        type="password"
        value={current}
        onChange={(text) => {
          setCurrent(text)
          setError(null)
        }}
        error={wrong ?? (tried ? missing : undefined)}
        autoComplete="current-password"
        autoFocus={autoFocus}
        required
      />
      <PassphraseFields value={fresh} onChange={setFresh} tried={tried} />
      {wrong === undefined ? <Problem error={error} /> : null}
      <div className="actions">
        <Button type="submit" variant="primary" isDisabled={change.running}>
          {change.running ? 'Byter …' : submitLabel}
        </Button>
      </div>
    </Form>
  )
}
