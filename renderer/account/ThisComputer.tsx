import { useRef, useState } from 'react'
import { Form } from 'react-aria-components'
import type { LardomError } from '../../shared/rpc/error.ts'
import { asLardomError } from '../app/asLardomError.ts'
import { useCommand, useRpc } from '../app/rpc.ts'
import { useSession } from '../app/session.tsx'
import { Button } from '../ui/Button.tsx'
import { TextField } from '../ui/fields.tsx'
import { focusFirstError } from '../ui/focus.ts'
import { Loading, Problem } from '../ui/parts.tsx'
import { tell } from '../ui/toast.tsx'

/** Lets this computer open the workspace without a passphrase: a convenience that one chooses, and can end. */
export function ThisComputer() {
  const { isExample } = useSession()
  const device = useRpc('host.device', {}, { staleTime: 0, enabled: !isExample })
  // The example's passphrase is printed: there is nothing to spare one.
  if (isExample) return null
  return (
    <section className="card stack tight" aria-labelledby="datorn">
      <h2 id="datorn">Den här datorn</h2>
      <Problem error={device.error} retry={() => void device.refetch()} />
      {device.data === undefined ? device.error ? null : <Loading /> : null}
      {device.data?.available === false ? (
        <p className="soft">
          Här låser du alltid upp med lösenfrasen: datorn har ingen nyckelring som är säker nog.
        </p>
      ) : null}
      {device.data?.available && device.data.enabled ? (
        <TurnOff onDone={() => void device.refetch()} />
      ) : null}
      {device.data?.available && !device.data.enabled ? (
        <TurnOn onDone={() => void device.refetch()} />
      ) : null}
    </section>
  )
}

function TurnOff({ onDone }: { onDone: () => void }) {
  const disable = useCommand('host.disable-device')
  const turnOff = () =>
    disable.mutate(
      {},
      {
        onSuccess: () => {
          tell('Den här datorn frågar efter lösenfrasen igen.')
          onDone()
        },
      },
    )
  return (
    <>
      <p>Du kan låsa upp utan lösenfras här. Den som är inloggad som du på datorn kan det också.</p>
      <Problem error={disable.error} />
      <div className="actions">
        <Button onPress={turnOff} isDisabled={disable.isPending}>
          Fråga efter lösenfrasen igen
        </Button>
      </div>
    </>
  )
}

function TurnOn({ onDone }: { onDone: () => void }) {
  const [passphrase, setPassphrase] = useState('')
  const [problem, setProblem] = useState<LardomError | null>(null)
  const enable = useCommand('host.enable-device')
  const form = useRef<HTMLFormElement>(null)
  const wrong =
    problem?.code === 'WRONG_PASSPHRASE' || problem?.code === 'INPUT_INVALID' ? problem.message : undefined
  const submit = async () => {
    setProblem(null)
    try {
      await enable.mutateAsync({ passphrase })
      setPassphrase('')
      tell('Nästa gång kan du låsa upp utan lösenfras på den här datorn.')
      onDone()
    } catch (failure) {
      setProblem(asLardomError(failure))
      focusFirstError(form)
    }
  }
  return (
    <Form
      ref={form}
      className="stack tight"
      onSubmit={(event) => {
        event.preventDefault()
        void submit()
      }}
    >
      <p>
        Du kan låsa upp arbetsytan här utan att skriva lösenfrasen. Välj det bara på en dator där ingen annan
        loggar in som du. Kom ihåg lösenfrasen ändå: den behövs på andra datorer, och om du byter lösenord
        till datorn.
      </p>
      <TextField
        label="Din lösenfras"
        type="password"
        value={passphrase}
        onChange={(text) => {
          setPassphrase(text)
          setProblem(null)
        }}
        error={wrong}
        autoComplete="current-password"
        required
      />
      {wrong === undefined ? <Problem error={problem} /> : null}
      <div className="actions">
        <Button type="submit" isDisabled={enable.isPending}>
          {enable.isPending ? 'Ordnar …' : 'Lås upp utan lösenfras här'}
        </Button>
      </div>
    </Form>
  )
}
