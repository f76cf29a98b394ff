import { Eye, EyeOff } from 'lucide-react'
import { useEffect, useId, useRef, useState } from 'react'
import { IDENTITY_PURPOSES, REVEAL_PURPOSES, type RevealPurpose } from '../../shared/patient/contract.ts'
import { LardomError } from '../../shared/rpc/error.ts'
import { call, useJob } from '../app/rpc.ts'
import { Button } from '../ui/Button.tsx'
import { TextField, choicesOf } from '../ui/fields.tsx'
import { Problem } from '../ui/parts.tsx'
import { tell } from '../ui/toast.tsx'
import { useShownNumber } from './useShownNumber.ts'

const LAWFUL = choicesOf(IDENTITY_PURPOSES)

/** The number, masked until somebody says why it must be seen. */
export function Reveal({ incidentId, label, masked }: { incidentId: number; label: string; masked: string }) {
  const shown = useShownNumber()
  const [asking, setAsking] = useState<'no' | 'why' | 'other'>('no')
  const [reason, setReason] = useState('')
  const [tried, setTried] = useState(false)
  const [refused, setRefused] = useState<LardomError | null>(null)
  const reveal = useJob('patient.reveal')
  const questionId = useId()
  const stepRef = useFocusOn(shown.number === null ? asking : 'shown')

  const show = async (purpose: RevealPurpose) => {
    setTried(true)
    if (purpose === 'annat' && reason.trim() === '') return
    try {
      const { number } = await reveal.run({ incidentId, purpose, reason: purpose === 'annat' ? reason : '' })
      setAsking('no')
      setReason('')
      setTried(false)
      setRefused(null)
      shown.show(number)
    } catch (error) {
      if (!(error instanceof LardomError)) throw error
      setRefused(error)
    }
  }
  const copy = async (number: string) => {
    try {
      await call('host.copy-text', { text: number, secret: true })
      tell('Numret är kopierat. Urklipp töms om en minut.')
    } catch (error) {
      if (!(error instanceof LardomError)) throw error
      setRefused(error)
    }
  }
  const close = () => {
    setAsking('no')
    setTried(false)
    setRefused(null)
  }

  return (
    <div className="stack tight" ref={stepRef}>
      <dl className="facts">
        <dt>{label}</dt>
        <dd className="numeric patient-number">
          {/* Read out when it comes. */}
          <span role="status">{shown.number ?? masked}</span>
        </dd>
      </dl>
      {shown.number === null ? null : (
        <div className="row">
          <Button size="small" data-step-focus="" onPress={shown.hide}>
            <EyeOff size={16} aria-hidden />
            Dölj
          </Button>
          <Button size="small" onPress={() => void copy(shown.number ?? '')}>
            Kopiera
          </Button>
          <span className="soft small numeric">Döljs om {shown.secondsLeft} s</span>
        </div>
      )}
      {shown.number === null && asking === 'no' ? (
        <div className="row">
          <Button size="small" data-step-focus="" onPress={() => setAsking('why')}>
            <Eye size={16} aria-hidden />
            Visa
          </Button>
        </div>
      ) : null}
      {shown.number === null && asking !== 'no' ? (
        <div
          role="group"
          aria-labelledby={questionId}
          className="patient-why stack tight"
          data-step-focus=""
          tabIndex={-1}
        >
          <p id={questionId} className="field-label">
            Varför behöver du se numret? Visningen loggas.
          </p>
          {asking === 'why' ? (
            <div className="row">
              {LAWFUL.map(({ code, label: purpose }) => (
                <Button key={code} size="small" isDisabled={reveal.running} onPress={() => void show(code)}>
                  {purpose}
                </Button>
              ))}
              <Button size="small" onPress={() => setAsking('other')}>
                {REVEAL_PURPOSES.annat} …
              </Button>
              <Button size="small" variant="quiet" onPress={close}>
                Avbryt
              </Button>
            </div>
          ) : (
            <>
              <TextField
                label="Skäl"
                help="Skälet sparas i loggen. Skriv inget om patienten."
                value={reason}
                onChange={(text) => {
                  setReason(text)
                  setRefused(null)
                }}
                error={
                  refused?.field === 'reason'
                    ? refused.message
                    : tried && reason.trim() === ''
                      ? 'Skriv varför numret behöver visas.'
                      : undefined
                }
                required
              />
              <div className="row">
                <Button size="small" isDisabled={reveal.running} onPress={() => void show('annat')}>
                  Visa numret
                </Button>
                <Button size="small" variant="quiet" onPress={close}>
                  Avbryt
                </Button>
              </div>
            </>
          )}
        </div>
      ) : null}
      {refused?.field === 'reason' ? null : <Problem error={refused} />}
    </div>
  )
}

/** Each step takes the button of the one before away: the keyboard goes on where the new one begins. */
function useFocusOn(step: string) {
  const root = useRef<HTMLDivElement>(null)
  const before = useRef(step)
  useEffect(() => {
    if (before.current === step) return
    before.current = step
    const { activeElement } = document
    // Who has gone elsewhere meanwhile stays there.
    if (activeElement !== document.body && !root.current?.contains(activeElement)) return
    const target = root.current?.querySelector(step === 'other' ? 'input' : '[data-step-focus]')
    if (target instanceof HTMLElement) target.focus()
  }, [step])
  return root
}
