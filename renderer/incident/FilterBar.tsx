import { Search, SlidersHorizontal, X } from 'lucide-react'
import { useEffect, useId, useRef, useState } from 'react'
import { Button as AriaButton, Input, Label, SearchField } from 'react-aria-components'
import { ARENDETYPER, SKADERISKER, SKADOR, STATUSAR, URSPRUNG } from '../../shared/incident/codes.ts'
import type { IncidentFilter } from '../../shared/incident/filter.ts'
import { RISKNIVAER } from '../../shared/incident/risk.ts'
import { formatNumber } from '../../shared/text/swedish.ts'
import { useRpc } from '../app/rpc.ts'
import { useCodes } from '../code/useCodes.ts'
import { Button } from '../ui/Button.tsx'
import { MultiSelect } from '../ui/MultiSelect.tsx'
import { PersonnummerCheck } from '../ui/PersonnummerCheck.tsx'
import { ComboBox, Select } from '../ui/Select.tsx'
import { DateField, choicesOf, type Choice } from '../ui/fields.tsx'
import { withFilter } from './registerState.ts'
import { useUnits } from './units.ts'

const TYPING_PAUSE = 250
const SETTLE = 200
/** Filters behind 'Fler filter'; the panel opens by itself when one of them is in use. */
const MORE = ['arendetyp', 'handelsetyp', 'potentialHarm', 'riskLevel', 'origin', 'from', 'to'] as const

export function FilterBar({
  filter,
  onChange,
}: {
  filter: IncidentFilter
  onChange: (filter: IncidentFilter, options?: { replace?: boolean }) => void
}) {
  const units = useUnits()
  const codes = useCodes()
  const settled = useSettled(filter)
  const facets = useRpc(
    'incident.suggest-facets',
    { filter },
    { placeholderData: (old) => old, enabled: settled === filter },
  )
  const [more, setMore] = useState(() => MORE.some((key) => filter[key] !== undefined))
  const moreId = useId()
  const set = <Key extends keyof IncidentFilter>(key: Key, value: IncidentFilter[Key] | null) =>
    onChange(withFilter(filter, key, value))

  return (
    <section className="incident-filters" aria-label="Filter">
      <div className="incident-filter-row">
        <TextFilter
          text={filter.text ?? ''}
          onChange={(text) => onChange(withFilter(filter, 'text', text), { replace: true })}
        />
        <Select
          label="Förvaltning"
          emptyLabel="Alla"
          value={filter.forvaltningId === undefined ? null : String(filter.forvaltningId)}
          onChange={(code) => {
            const { unitId: _unit, ...rest } = filter
            onChange(withFilter(rest, 'forvaltningId', code === null ? null : Number(code)))
          }}
          choices={units.forvaltningar}
        />
        <ComboBox
          // Another förvaltning has other units: the list is made anew.
          key={`${filter.forvaltningId ?? 'alla'} ${units.all.length}`}
          label="Enhet"
          placeholder="Alla"
          value={filter.unitId === undefined ? null : String(filter.unitId)}
          onChange={(code) => {
            if (code !== null) set('unitId', Number(code))
          }}
          choices={units.choices({ forvaltningId: filter.forvaltningId })}
        />
        <MultiSelect
          label="Status"
          values={filter.status ?? []}
          onChange={(values) => set('status', values)}
          choices={withCounts(choicesOf(STATUSAR), facets.data?.status)}
        />
        <MultiSelect
          label="Skada"
          values={filter.harm ?? []}
          onChange={(values) => set('harm', values)}
          choices={withCounts(choicesOf(SKADOR), facets.data?.harm)}
        />
        <AriaButton
          className="button incident-more"
          aria-expanded={more}
          aria-controls={moreId}
          onPress={() => setMore(!more)}
        >
          <SlidersHorizontal size={16} aria-hidden />
          {more ? 'Färre filter' : 'Fler filter'}
        </AriaButton>
      </div>
      <div className="incident-filter-row" id={moreId} hidden={!more}>
        <MultiSelect
          label="Ärendetyp"
          values={filter.arendetyp ?? []}
          onChange={(values) => set('arendetyp', values)}
          choices={choicesOf(ARENDETYPER)}
        />
        <MultiSelect
          label="Händelsetyp"
          values={filter.handelsetyp ?? []}
          onChange={(values) => set('handelsetyp', values)}
          choices={withCounts(
            codes.entries('handelsetyp').filter((entry) => entry.parent === null),
            facets.data?.handelsetyp,
          )}
        />
        <DateField label="Från och med" value={filter.from ?? ''} onChange={(day) => set('from', day)} />
        <DateField label="Till och med" value={filter.to ?? ''} onChange={(day) => set('to', day)} />
        <MultiSelect
          label="Risk för skada"
          values={filter.potentialHarm ?? []}
          onChange={(values) => set('potentialHarm', values)}
          choices={choicesOf(SKADERISKER)}
        />
        <MultiSelect
          label="Risknivå"
          values={filter.riskLevel ?? []}
          onChange={(values) => set('riskLevel', values)}
          choices={choicesOf(RISKNIVAER)}
        />
        <MultiSelect
          label="Ursprung"
          values={filter.origin ?? []}
          onChange={(values) => set('origin', values)}
          choices={choicesOf(URSPRUNG)}
        />
      </div>
    </section>
  )
}

/** Waits for a pause in typing; what the address says wins when it changes from outside (back, a saved view). */
function TextFilter({ text, onChange }: { text: string; onChange: (text: string) => void }) {
  const [typed, setTyped] = useState(text)
  const sent = useRef(text)
  const latest = useRef(onChange)
  useEffect(() => {
    latest.current = onChange
  }, [onChange])

  useEffect(() => {
    if (text === sent.current) return
    sent.current = text
    setTyped(text)
  }, [text])

  useEffect(() => {
    if (typed === sent.current) return undefined
    const timer = setTimeout(() => {
      sent.current = typed
      latest.current(typed)
    }, TYPING_PAUSE)
    return () => clearTimeout(timer)
  }, [typed])

  const input = useRef<HTMLInputElement>(null)
  return (
    <SearchField className="field incident-search" value={typed} onChange={setTyped} maxLength={200}>
      <Label className="field-label">Sök i texten</Label>
      <div className="incident-search-box">
        <Search size={16} aria-hidden />
        <Input ref={input} className="input" placeholder="Ord eller nummer" />
        {typed === '' ? null : (
          <Button variant="quiet" size="small" iconOnly aria-label="Töm sökningen">
            <X size={16} aria-hidden />
          </Button>
        )}
      </div>
      <PersonnummerCheck value={typed} field={input} />
    </SearchField>
  )
}

function withCounts<Code extends string>(
  choices: readonly Choice<Code>[],
  counts: readonly { code: string; count: number }[] | undefined,
): Choice<Code>[] {
  const byCode = new Map(counts?.map(({ code, count }) => [code, count]))
  return choices.map((choice) => ({ ...choice, detail: formatNumber(byCode.get(choice.code) ?? 0) }))
}

/** The filter once it has stood still for a moment: the counts are the slowest answer, and the list comes first. */
function useSettled(filter: IncidentFilter): IncidentFilter | null {
  const [settled, setSettled] = useState<IncidentFilter | null>(null)
  useEffect(() => {
    const timer = setTimeout(() => setSettled(filter), SETTLE)
    return () => clearTimeout(timer)
  }, [filter])
  return settled
}
