import { useLocation } from 'wouter'
import { useRpc } from '../app/rpc.ts'
import { Button } from '../ui/Button.tsx'
import { Dialog, DialogActions } from '../ui/Dialog.tsx'
import { CasePicker } from './CasePicker.tsx'

/** Chooses the case that another is about the same event as; the two are then shown side by side. */
export function MergeDialog({
  of,
  onClose,
}: {
  of: { readonly id: number; readonly arendenr: string } | null
  onClose: () => void
}) {
  return (
    <Dialog title={`Sammanför ${of?.arendenr ?? ''} med …`} open={of !== null} onClose={onClose}>
      {of ? <Choose id={of.id} onClose={onClose} /> : null}
    </Dialog>
  )
}

function Choose({ id, onClose }: { id: number; onClose: () => void }) {
  const [, navigate] = useLocation()
  const similar = useRpc('triage.similar', { incidentId: id }, { staleTime: 60_000 })
  const compare = (other: number) => {
    onClose()
    navigate(`/inkorg/jamfor/${id}/${other}`)
  }
  const alike = similar.data?.filter(({ origin }) => origin !== 'publicerad').slice(0, 3) ?? []
  return (
    <div className="stack">
      <p className="soft">Välj det andra ärendet. Ni jämför dem sida vid sida innan något ändras.</p>
      {alike.length === 0 ? null : (
        <ul className="triage-found" aria-label="Mest lika">
          {alike.map((it) => (
            <li key={it.id} className="triage-link">
              <Button size="small" onPress={() => compare(it.id)}>
                {it.arendenr}
              </Button>
              <span>{it.title}</span>
              <span className="small soft">
                <span className="numeric">{it.date}</span> · {it.unitName}
              </span>
            </li>
          ))}
        </ul>
      )}
      <CasePicker label="Sök på nummer eller ord" excludeId={id} onPick={(picked) => compare(picked.id)} />
      <DialogActions>
        <Button onPress={onClose}>Avbryt</Button>
      </DialogActions>
    </div>
  )
}
