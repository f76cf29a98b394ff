import { useState, type ReactNode } from 'react'
import type { IncidentFilter } from '../../shared/incident/filter.ts'
import { AT_ONCE, BULK_MAX } from '../../shared/triage/codes.ts'
import type { BulkChange, BulkResult, Classification } from '../../shared/triage/contract.ts'
import { useToday } from '../action/useToday.ts'
import { asLardomError } from '../app/asLardomError.ts'
import { call, useJob } from '../app/rpc.ts'
import { useCodes } from '../code/useCodes.ts'
import type { LardomError } from '../../shared/rpc/error.ts'
import { Button } from '../ui/Button.tsx'
import { Dialog, DialogActions } from '../ui/Dialog.tsx'
import { Notice, Problem, ProgressBar } from '../ui/parts.tsx'
import { Select } from '../ui/Select.tsx'
import { MultiSelect } from '../ui/MultiSelect.tsx'
import { AssignPicker } from './AssignPicker.tsx'
import { byReason, events, outcome } from './labels.ts'
import { tellBulk } from './undoBulk.ts'
import './triage.css'

/** Chosen cases, or all that a filter finds. */
export type Target =
  | { readonly ids: readonly number[] }
  | { readonly filter: IncidentFilter; readonly count: number }

/** Tilldela and Klassificera for many cases at once, with one Ångra for all of it. */
export function BulkActions({ target, onDone }: { target: Target; onDone: () => void }) {
  const [open, setOpen] = useState<'assign' | 'classify' | null>(null)
  const count = 'ids' in target ? target.ids.length : target.count
  const tooMany = 'ids' in target && count > BULK_MAX
  const close = () => setOpen(null)
  return (
    <>
      <Button size="small" isDisabled={count === 0 || tooMany} onPress={() => setOpen('assign')}>
        Tilldela …
      </Button>
      <Button size="small" isDisabled={count === 0 || tooMany} onPress={() => setOpen('classify')}>
        Klassificera …
      </Button>
      {tooMany ? (
        <span className="small soft">Välj högst {BULK_MAX}, eller alla som filtret hittar.</span>
      ) : null}
      <Dialog title={`Tilldela ${events(count)}`} open={open === 'assign'} onClose={close}>
        <AssignForm target={target} count={count} onClose={close} onDone={onDone} />
      </Dialog>
      <Dialog title={`Klassificera ${events(count)}`} open={open === 'classify'} onClose={close}>
        <ClassifyForm target={target} count={count} onClose={close} onDone={onDone} />
      </Dialog>
    </>
  )
}

interface FormProps {
  readonly target: Target
  readonly count: number
  readonly onClose: () => void
  readonly onDone: () => void
}

function AssignForm(props: FormProps) {
  const [to, setTo] = useState<string | null | undefined>(undefined)
  return (
    <ChangeForm {...props} verb="Tilldela" change={to === undefined ? null : { kind: 'assign', to }}>
      <AssignPicker label="Vem ska handlägga?" value={to} onChange={setTo} />
    </ChangeForm>
  )
}

const KEEP = 'Lämna som det är'

function ClassifyForm(props: FormProps) {
  const codes = useCodes()
  const today = useToday()
  const [set, setSet] = useState<Classification>({})
  const put = (change: Classification) =>
    // A field that is left as it is, is not sent.
    setSet((old) =>
      Object.fromEntries(Object.entries({ ...old, ...change }).filter(([, it]) => it !== undefined)),
    )
  const under =
    set.handelsetyp === undefined ? [] : codes.choices('handelsetyp', today, { parent: set.handelsetyp })
  const change: BulkChange | null = Object.keys(set).length === 0 ? null : { kind: 'classify', set }
  return (
    <ChangeForm {...props} verb="Klassificera" change={change}>
      <p className="soft small">Det du inte väljer lämnas som det är i varje ärende.</p>
      <Select
        label="Händelsetyp"
        value={set.handelsetyp ?? null}
        emptyLabel={KEEP}
        choices={codes.choices('handelsetyp', today)}
        onChange={(code) => put({ handelsetyp: code ?? undefined, undertyp: undefined })}
      />
      {under.length === 0 ? null : (
        <Select
          label="Undertyp"
          value={set.undertyp ?? null}
          emptyLabel={KEEP}
          choices={under}
          onChange={(code) => put({ undertyp: code ?? undefined })}
        />
      )}
      <Select
        label="Medicinskt område"
        value={set.medicalArea ?? null}
        emptyLabel={KEEP}
        choices={codes.choices('medicinskt_omrade', today)}
        onChange={(code) => put({ medicalArea: code ?? undefined })}
      />
      <Select
        label="Vårdform"
        value={set.vardtyp ?? null}
        emptyLabel={KEEP}
        choices={codes.choices('vardform', today)}
        onChange={(code) => put({ vardtyp: code ?? undefined })}
      />
      <MultiSelect
        label="Lägg till strategiområden"
        values={set.addStrategiomraden ?? []}
        emptyLabel="Inga"
        choices={codes.choices('strategiomrade', today)}
        onChange={(chosen) => put({ addStrategiomraden: chosen.length === 0 ? undefined : chosen })}
      />
    </ChangeForm>
  )
}

function ChangeForm({
  target,
  count,
  verb,
  change,
  children,
  onClose,
  onDone,
}: FormProps & { verb: string; change: BulkChange | null; children: ReactNode }) {
  const job = useJob('triage.change-many')
  const [busy, setBusy] = useState(false)
  const [error, setError] = useState<LardomError | null>(null)
  const [result, setResult] = useState<BulkResult | null>(null)

  const run = async (wanted: BulkChange) => {
    setBusy(true)
    setError(null)
    try {
      const made = await send(target, wanted, job.run)
      onDone()
      tellBulk(made)
      if (made.refusedTotal === 0) onClose()
      else setResult(made)
    } catch (failure) {
      setError(asLardomError(failure))
    } finally {
      setBusy(false)
    }
  }

  if (result) return <Refused result={result} onClose={onClose} />
  return (
    <form
      className="stack"
      onSubmit={(event) => {
        event.preventDefault()
        if (change) void run(change)
      }}
    >
      {children}
      {job.progress ? <ProgressBar {...job.progress} /> : null}
      <Problem error={error} />
      <DialogActions>
        <Button onPress={job.running ? job.cancel : onClose}>Avbryt</Button>
        <Button type="submit" variant="primary" isDisabled={busy || change === null}>
          {verb} {events(count)}
        </Button>
      </DialogActions>
    </form>
  )
}

/** A few go as one command; many, or a filter's, as a job with progress. */
async function send(
  target: Target,
  change: BulkChange,
  runJob: (input: {
    target: { ids: number[] } | { filter: IncidentFilter }
    change: BulkChange
  }) => Promise<BulkResult>,
): Promise<BulkResult> {
  if (!('ids' in target)) return runJob({ target: { filter: target.filter }, change })
  if (target.ids.length > AT_ONCE) return runJob({ target: { ids: [...target.ids] }, change })
  const items = target.ids.map((id) => ({ id, version: null }))
  const options = { commandId: crypto.randomUUID() }
  return change.kind === 'assign'
    ? call('triage.assign', { items, to: change.to }, options)
    : call('triage.classify', { items, set: change.set }, options)
}

function Refused({ result, onClose }: { result: BulkResult; onClose: () => void }) {
  const unnamed = result.refusedTotal - result.refused.length
  return (
    <div className="stack">
      <Notice tone="warning" title={outcome(result)} live>
        <ul className="triage-refused">
          {byReason(result).map(({ reason, numbers }) => (
            <li key={reason}>
              {reason} <span className="small soft numeric">{numbers.join(', ')}</span>
            </li>
          ))}
        </ul>
        {unnamed > 0 ? <p>Och {events(unnamed)} till.</p> : null}
      </Notice>
      <DialogActions>
        <Button variant="primary" onPress={onClose}>
          Stäng
        </Button>
      </DialogActions>
    </div>
  )
}
