import { useCallback, useEffect, useState } from 'react'
import type { LockWhy } from '../../shared/rpc/wire.ts'
import { Button } from '../ui/Button.tsx'
import { Dialog, DialogActions } from '../ui/Dialog.tsx'
import { Notice } from '../ui/parts.tsx'
import { SaidLater } from '../ui/SaidLater.tsx'
import { saveAllBeforeLock, wordsOf } from './beforeLock.ts'
import { presentPlace, savePlace } from './place.ts'
import { call } from './rpc.ts'

/** What could not be saved when the person wanted to lock or to close. */
interface Unsaved {
  readonly why: LockWhy
  readonly words: string
}

/** The window's part of a lock: saves what is being typed, warns before one that nobody asked for. */
export function LockGuard() {
  const [soon, setSoon] = useState<number | null>(null)
  const [unsaved, setUnsaved] = useState<Unsaved | null>(null)

  useEffect(
    () =>
      window.lardom.on((event) => {
        if (event.name === 'lock-soon') setSoon(event.seconds)
        if (event.name === 'lock-later') setSoon(null)
        if (event.name === 'lock-wanted') {
          setSoon(null)
          setUnsaved(null)
          void prepare(event.why, setUnsaved)
        }
      }),
    [],
  )

  const stay = useCallback(() => {
    setSoon(null)
    void call('host.stay', {})
  }, [])
  const close = () => setUnsaved(null)

  return (
    <>
      <Dialog title="Allt är inte sparat" role="alertdialog" open={unsaved !== null} onClose={close}>
        <p>{unsaved?.words}</p>
        <p>
          {unsaved?.why === 'quit'
            ? 'Stanna kvar och rätta till det, eller spara en kopia på annat sätt. Stänger du nu är det borta.'
            : 'Stanna kvar och rätta till det, eller spara en kopia på annat sätt. Låser du nu är det borta.'}
        </p>
        <DialogActions>
          <Button variant="primary" autoFocus onPress={close}>
            Stanna kvar
          </Button>
          <Button onPress={() => void call('host.lock', { anyway: true })}>
            {unsaved?.why === 'quit' ? 'Stäng ändå' : 'Lås ändå'}
          </Button>
        </DialogActions>
      </Dialog>
      {soon === null ? null : (
        <div className="lock-soon">
          <Notice tone="warning" title="Lärdom låses snart">
            <p>
              Ingen har rört datorn på en stund. Det du har skrivit sparas. <span aria-hidden>{soon} s</span>
            </p>
            <p>
              <Button size="small" onPress={stay}>
                Stanna kvar
              </Button>
            </p>
          </Notice>
          {/* Said once; the seconds are for the eye. */}
          <SaidLater words="Lärdom låses snart, eftersom ingen har rört datorn på en stund. Det du har skrivit sparas." />
        </div>
      )}
    </>
  )
}

async function prepare(why: LockWhy, tell: (unsaved: Unsaved) => void): Promise<void> {
  const place = presentPlace()
  // Dates and numbers take what is typed when they are left; what they then do comes before it is saved.
  if (document.activeElement instanceof HTMLElement) document.activeElement.blur()
  await new Promise((resolve) => setTimeout(resolve))
  const words = await saveAllBeforeLock().catch(wordsOf)
  // A kindness, told by nobody: the workspace then opens at the register.
  await savePlace(place).catch(() => undefined)
  if (words !== null) tell({ why, words })
  await call('host.ready-to-lock', { unsaved: words })
}
