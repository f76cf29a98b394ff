import { useEffect, useRef, useState } from 'react'
import { fold, formatPercent } from '../../shared/text/swedish.ts'
import type { ImportProfile } from '../../shared/transfer/contract.ts'
import {
  IMPORT_FIELDS,
  IMPORT_FIELD_NAMES,
  IMPORT_GROUPS,
  type ImportField,
  type ImportGroup,
} from '../../shared/transfer/fields.ts'
import type { SourceColumn } from '../../shared/transfer/format.ts'
import { takesSeveral, type MappedColumn, type Mapping } from '../../shared/transfer/mapping.ts'
import type { Out } from '../app/rpc.ts'
import { focusPage } from '../ui/focus.ts'
import { Notice } from '../ui/parts.tsx'
import { MappingSettings } from './MappingSettings.tsx'
import type { SettingProblem } from './mappingRules.ts'
import { Picker, type ChoiceGroup } from './Picker.tsx'
import { ProfileCard } from './ProfileCard.tsx'
import { SmallSelect } from './SmallSelect.tsx'
import { StepFoot } from './StepFoot.tsx'
import type { OpenDraft } from './Wizard.tsx'
import { withColumn, type WizardDraft } from './wizardState.ts'
import { DATE_ORDER_WORDS, LOOKS_WORDS } from './words.ts'

export type Found = Out<'host.inspect-source'>

/** Stands for 'not read in': a key may not be empty. */
const NOTHING = 'ingenting'
/** The suggested ones stand first, and once more in their own place. */
const SUGGESTED = 'forslag:'

const FIELD_GROUPS: readonly ChoiceGroup[] = (Object.keys(IMPORT_GROUPS) as ImportGroup[]).map((group) => ({
  title: IMPORT_GROUPS[group],
  choices: IMPORT_FIELD_NAMES.filter((field) => IMPORT_FIELDS[field].group === group).map((field) => ({
    code: field,
    label: IMPORT_FIELDS[field].label,
  })),
}))

/** What each column of the file is here: suggested, with why, and said by the person. */
export function ColumnStep({
  found,
  draft,
  mapping,
  problems,
  change,
  setMapping,
}: {
  found: Found
  draft: OpenDraft
  mapping: Mapping
  problems: readonly SettingProblem[]
  change: (make: (old: WizardDraft) => WizardDraft) => void
  setMapping: (make: (old: Mapping) => Mapping) => void
}) {
  const [tried, setTried] = useState(false)
  const notice = useRef<HTMLDivElement>(null)
  // Where one stands when something is missing: what is missing.
  useEffect(() => {
    if (tried) notice.current?.focus()
  }, [tried])
  const profile = found.profiles.find(({ id }) => id === draft.profile?.id)
  const columns = new Map(mapping.columns.map((column) => [column.index, column]))
  const unread = mapping.columns.filter(({ field }) => field === null).length

  return (
    <div className="stack">
      {problems.length === 0 ? null : (
        <div ref={notice} tabIndex={-1}>
          <Notice tone={tried ? 'danger' : 'warning'} title="Det här behövs innan filen kan provköras">
            <ul className="transfer-list">
              {problems.map(({ text }) => (
                <li key={text}>{text}</li>
              ))}
            </ul>
          </Notice>
        </div>
      )}
      <ProfileCard
        draft={draft}
        mapping={mapping}
        found={found}
        problems={problems}
        tried={tried}
        change={change}
        setMapping={setMapping}
      />
      <section className="stack tight" aria-labelledby="import-kolumner">
        <h2 id="import-kolumner">Kolumnerna i filen</h2>
        <p className="soft">
          Förslagen bygger på rubrikerna och på vad kolumnerna innehåller. Se efter att de stämmer.{' '}
          {unread === 0
            ? 'Alla kolumner läses in.'
            : unread === 1
              ? 'En kolumn läses inte in.'
              : `${unread} kolumner läses inte in.`}
        </p>
        <div className="table-wrap">
          <table className="table transfer-map transfer-map-columns">
            <thead>
              <tr>
                <th scope="col">Kolumn i filen</th>
                <th scope="col">Ur innehållet</th>
                <th scope="col">Läses in som</th>
                <th scope="col">Varför</th>
              </tr>
            </thead>
            <tbody>
              {found.detected.columns.map((column) => (
                <ColumnRow
                  key={column.index}
                  column={column}
                  mapped={
                    columns.get(column.index) ?? { index: column.index, heading: column.name, field: null }
                  }
                  mapping={mapping}
                  suggestion={found.suggestions.find(({ index }) => index === column.index)}
                  profile={profile}
                  tried={tried}
                  onChange={(patch) => setMapping((old) => withColumn(old, column.index, patch))}
                />
              ))}
            </tbody>
          </table>
        </div>
      </section>
      <MappingSettings mapping={mapping} problems={tried ? problems : []} setMapping={setMapping} />
      <StepFoot
        step="kolumner"
        next={problems.length === 0}
        onNext={() => {
          setTried(true)
          notice.current?.focus()
          if (notice.current === null) focusPage()
        }}
      />
    </div>
  )
}

function ColumnRow({
  column,
  mapped,
  mapping,
  suggestion,
  profile,
  tried,
  onChange,
}: {
  column: SourceColumn
  mapped: MappedColumn
  mapping: Mapping
  suggestion: Found['suggestions'][number] | undefined
  profile: ImportProfile | undefined
  tried: boolean
  onChange: (patch: Partial<MappedColumn>) => void
}) {
  const { field } = mapped
  const spec = field === null ? null : IMPORT_FIELDS[field]
  const suggested = [...(suggestion?.best ? [suggestion.best] : []), ...(suggestion?.others ?? [])]
  const others = mapping.columns.filter((other) => other.field === field && other.field !== null)
  const clash = field !== null && others.length > 1 && !takesSeveral(field)
  const isLater = field !== null && others.length > 1 && others[0]?.index !== column.index
  const found = column.dateOrder === 'unclear' ? null : column.dateOrder
  const order = mapped.dateOrder ?? found
  const groups: ChoiceGroup[] = [
    { title: 'Hoppa över', choices: [{ code: NOTHING, label: 'Läs inte in' }] },
    ...(suggested.length === 0
      ? []
      : [
          {
            title: 'Förslag',
            choices: suggested.map((one) => ({
              code: `${SUGGESTED}${one.field}`,
              label: IMPORT_FIELDS[one.field].label,
              detail: one.reason,
            })),
          },
        ]),
    ...FIELD_GROUPS,
  ]
  const why = suggested.find((one) => one.field === field)?.reason
  const byProfile = profile?.mapping.columns.some(
    (one) => one.field === field && fold(one.heading).trim() === fold(column.name).trim(),
  )
  return (
    <tr>
      <th scope="row">
        {column.name}
        <div className="transfer-why">
          {column.filled === 0
            ? 'tom i de rader som lästs'
            : `${LOOKS_WORDS[column.looksLike]}, ifylld i ${formatPercent(column.filled)}`}
        </div>
      </th>
      <td>
        <span className="transfer-samples">
          {column.samples.slice(0, 6).map((sample, index) => (
            // Equal samples differ by their place alone.
            <span key={`${index} ${sample}`}>{sample.slice(0, 80)}</span>
          ))}
        </span>
      </td>
      <td>
        <div className="stack tight">
          <Picker
            label={`Kolumnen ${column.name} läses in som`}
            value={field ?? NOTHING}
            shown={spec?.label ?? 'Läs inte in'}
            groups={groups}
            invalid={clash && tried}
            onChange={(code) => onChange({ field: fieldOf(code) })}
          />
          {spec?.kind === 'date' && (column.dateOrder !== null || mapped.dateOrder !== undefined) ? (
            <SmallSelect
              label={`Så skrivs datumen i ${column.name}`}
              value={order}
              choices={(['ymd', 'dmy', 'mdy'] as const).map((code) => ({
                code,
                label: DATE_ORDER_WORDS[code],
              }))}
              onChange={(dateOrder) => onChange({ dateOrder })}
            />
          ) : null}
          {isLater && spec?.kind === 'text' ? (
            <SmallSelect
              label={`Så läggs ${column.name} till`}
              value={mapped.joinWith ?? 'rubrik'}
              choices={[
                { code: 'rubrik', label: `Efter det andra, under rubriken ${column.name}` },
                { code: 'rad', label: 'Efter det andra, på en egen rad' },
                { code: 'mellanslag', label: 'Efter det andra, på samma rad' },
              ]}
              onChange={(joinWith) => onChange({ joinWith })}
            />
          ) : null}
        </div>
      </td>
      <td className="small">
        {clash ? (
          <span className="transfer-odd-reason">
            Två kolumner leder till ”{spec?.label}”. Låt en av dem göra det.
          </span>
        ) : field === null ? (
          <span className="soft">
            {suggestion?.best
              ? `Kan vara ${IMPORT_FIELDS[suggestion.best.field].label}: ${suggestion.best.reason}`
              : byProfile
                ? `Så står det i profilen ${profile?.mapping.name ?? ''}.`
                : 'Ingen motsvarighet hittades.'}
          </span>
        ) : (
          <>
            {why ?? (byProfile ? `Så står det i profilen ${profile?.mapping.name ?? ''}.` : 'Ditt val.')}
            {spec?.kind === 'date' && column.dateOrder === 'unclear' && order === null ? (
              <div className="transfer-odd-reason">
                Det går inte att se om dagen eller månaden står först. Välj hur datumen skrivs.
              </div>
            ) : null}
          </>
        )}
      </td>
    </tr>
  )
}

function fieldOf(code: string): ImportField | null {
  const name = code.startsWith(SUGGESTED) ? code.slice(SUGGESTED.length) : code
  return IMPORT_FIELD_NAMES.find((field) => field === name) ?? null
}
