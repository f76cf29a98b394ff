import { useState } from 'react'
import { Button } from '../ui/Button.tsx'
import { Dialog, DialogActions } from '../ui/Dialog.tsx'
import { Notice, Problem } from '../ui/parts.tsx'
import { RadioGroup } from '../ui/fields.tsx'
import { useRpc } from './rpc.ts'
import { useTheme } from './theme.ts'

const THEMES = [
  { code: 'system', label: 'Som datorn' },
  { code: 'light', label: 'Ljust' },
  { code: 'dark', label: 'Mörkt' },
] as const

/** Om Lärdom: versions, plainly, and how it looks. */
export function About() {
  const [open, setOpen] = useState(false)
  return (
    <>
      <Button size="small" variant="quiet" onPress={() => setOpen(true)}>
        Om Lärdom
      </Button>
      <Dialog title="Om Lärdom" open={open} onClose={() => setOpen(false)}>
        <AboutContent />
        <DialogActions>
          <Button variant="primary" onPress={() => setOpen(false)}>
            Stäng
          </Button>
        </DialogActions>
      </Dialog>
    </>
  )
}

function AboutContent() {
  const about = useRpc('host.about', {})
  const { theme, choose, error } = useTheme()
  return (
    <div className="stack">
      <p>
        Patientsäkerhet från händelse till berättelse, i en lokal krypterad fil. Inget skickas någonstans.
      </p>
      <Problem error={about.error} />
      {about.data ? (
        <dl className="facts">
          <dt>Lärdom</dt>
          <dd>{about.data.appVersion}</dd>
          <dt>Electron</dt>
          <dd>{about.data.electron}</dd>
          <dt>Chromium</dt>
          <dd>{about.data.chromium}</dd>
        </dl>
      ) : null}
      {about.data?.developmentRuntime ? (
        <Notice tone="warning" title="Utvecklingsversion av Electron">
          Det här fönstret körs i en äldre Electron som bara är till för utveckling och test. Använd inte
          riktiga patientuppgifter i den.
        </Notice>
      ) : null}
      <RadioGroup
        label="Utseende"
        orientation="horizontal"
        value={theme}
        onChange={choose}
        choices={THEMES}
      />
      <Problem error={error} />
    </div>
  )
}
