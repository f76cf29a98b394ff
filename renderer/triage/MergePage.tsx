import { useState } from 'react'
import { Link, useLocation, useParams } from 'wouter'
import type { Incident } from '../../shared/incident/contract.ts'
import { valueText } from '../../shared/incident/history.ts'
import {
  copied,
  differences,
  COPYABLE_KEYS,
  type CopyableField,
  type Difference,
} from '../../shared/triage/merge.ts'
import { asLardomError } from '../app/asLardomError.ts'
import { call, useCommand, useRpc, type Out } from '../app/rpc.ts'
import { useCodes } from '../code/useCodes.ts'
import { HarmBadge, StatusBadge } from '../incident/labels.tsx'
import { useUnits } from '../incident/units.ts'
import { Button } from '../ui/Button.tsx'
import { Checkbox, RadioGroup } from '../ui/fields.tsx'
import { Loading, Notice, PageHead, Problem } from '../ui/parts.tsx'
import { tell } from '../ui/toast.tsx'
import { capital } from './labels.ts'
import './triage.css'

const CRUMBS = [{ href: '/inkorg', label: 'Inkorg' }]

/** Two cases side by side: what differs, which one is kept, and what it takes over from the other. */
export function MergePage() {
  const params = useParams<{ a: string; b: string }>()
  const [a, b] = [Number(params.a), Number(params.b)]
  const one = useRpc('incident.get', { id: a })
  const other = useRpc('incident.get', { id: b })
  const compared = useRpc('triage.compare', { a, b })
  const error = one.error ?? other.error ?? compared.error
  return (
    <div className="page">
      <PageHead
        title="Jämför två ärenden"
        crumbs={CRUMBS}
        lead={compared.data ? `${capital(compared.data.why)}.` : null}
      />
      <Problem error={error} />
      {one.data && other.data && compared.data ? (
        <Compare one={one.data} other={other.data} compared={compared.data} />
      ) : error ? null : (
        <Loading />
      )}
    </div>
  )
}

function Compare({
  one,
  other,
  compared,
}: {
  one: Incident
  other: Incident
  compared: Out<'triage.compare'>
}) {
  // The older one is kept, unless it is the only one that can be put away.
  const first = compared.b.blocked !== null && compared.a.blocked === null ? 'b' : 'a'
  const [kept, setKept] = useState<'a' | 'b'>(first)
  const [keep, away] = kept === 'a' ? [one, other] : [other, one]
  const [keepFacts, awayFacts] = kept === 'a' ? [compared.a, compared.b] : [compared.b, compared.a]
  const [copy, setCopy] = useState<ReadonlySet<CopyableField>>(new Set())
  const found = differences(keep.fields, away.fields)
  const offered = found.filter((it) => it.copy !== null)
  const chosen = COPYABLE_KEYS.filter((field) => copy.has(field) && offered.some((it) => it.field === field))
  const merge = useCommand('triage.merge')
  const dismiss = useCommand('triage.not-duplicate')
  const [, navigate] = useLocation()
  const { tooLong } = copied(keep.fields, away.fields, chosen, away.arendenr)

  if (one.status === 'sammanford' || other.status === 'sammanford') {
    return (
      <Notice tone="info" title="Ett av ärendena är redan sammanfört">
        <p>
          <Link href={`/handelse/${one.status === 'sammanford' ? other.id : one.id}`}>Öppna det andra</Link>
        </p>
      </Notice>
    )
  }
  return (
    <>
      <RadioGroup
        label="Vilket ärende behålls?"
        help="Det andra får status Sammanförd. Det räknas inte längre, men kan läsas från det som behålls och tas isär igen."
        orientation="horizontal"
        value={kept}
        onChange={setKept}
        choices={[
          { code: 'a', label: one.arendenr, detail: one.fields.title },
          { code: 'b', label: other.arendenr, detail: other.fields.title },
        ]}
      />
      {awayFacts.blocked === null ? null : (
        <Notice tone="warning" title={`${away.arendenr} kan inte läggas undan`} live>
          <p>{awayFacts.blocked}</p>
        </Notice>
      )}
      <div className="table-wrap">
        <table className="table triage-compare">
          <caption>{found.length === 0 ? 'Allt som är ifyllt är lika.' : 'Det här skiljer dem åt'}</caption>
          <thead>
            <tr>
              <th scope="col">Fält</th>
              <th scope="col">
                {keep.arendenr} (behålls) <StatusBadge status={keep.status} /> <HarmBadge harm={keep.harm} />
              </th>
              <th scope="col">
                {away.arendenr} (läggs undan) <StatusBadge status={away.status} />{' '}
                <HarmBadge harm={away.harm} />
              </th>
              <th scope="col">Ta över</th>
            </tr>
          </thead>
          <tbody>
            {found.map((it) => (
              <DifferenceRow
                key={it.field}
                difference={it}
                selected={chosen.some((field) => field === it.field)}
                onSelect={(on) => {
                  const field = COPYABLE_KEYS.find((key) => key === it.field)
                  if (field === undefined) return
                  const next = new Set(copy)
                  if (on) next.add(field)
                  else next.delete(field)
                  setCopy(next)
                }}
              />
            ))}
            <tr>
              <th scope="row">Hör till ärendet</th>
              <td>{belongings(keepFacts)}</td>
              <td>{belongings(awayFacts)}</td>
              <td className="small soft">Kan läsas från det som behålls</td>
            </tr>
          </tbody>
        </table>
      </div>
      {tooLong === null ? null : (
        <Notice tone="warning" live>
          <p>En text skulle bli längre än 20 000 tecken. Välj bort den.</p>
        </Notice>
      )}
      <Problem error={merge.error ?? dismiss.error} />
      <div className="row">
        <Button
          variant="primary"
          isDisabled={awayFacts.blocked !== null || tooLong !== null || merge.isPending}
          onPress={() =>
            merge.mutate(
              {
                keep: { id: keep.id, version: keep.version },
                away: { id: away.id, version: away.version },
                copy: chosen,
              },
              {
                onSuccess: ({ away: put }) => {
                  navigate(`/handelse/${keep.id}`)
                  tell(`${away.arendenr} är sammanfört med ${keep.arendenr}.`, {
                    label: 'Ta isär igen',
                    run: () => void unmerge(put),
                  })
                },
              },
            )
          }
        >
          Sammanför och behåll {keep.arendenr}
        </Button>
        <Button
          isDisabled={dismiss.isPending}
          onPress={() =>
            dismiss.mutate(
              { a: one.id, b: other.id },
              {
                onSuccess: () => {
                  navigate('/inkorg')
                  tell('De visas inte längre som möjliga dubbletter.')
                },
              },
            )
          }
        >
          Inte samma händelse
        </Button>
        <Link href="/inkorg" className="button quiet">
          Tillbaka
        </Link>
      </div>
    </>
  )
}

function DifferenceRow({
  difference: it,
  selected,
  onSelect,
}: {
  difference: Difference
  selected: boolean
  onSelect: (on: boolean) => void
}) {
  const codes = useCodes()
  const units = useUnits()
  const words = { unitName: units.pathOf, codeLabel: codes.label }
  return (
    <tr>
      <th scope="row">{it.label}</th>
      <td>{valueText(it.field, it.keep, words)}</td>
      <td>{valueText(it.field, it.away, words)}</td>
      <td>
        {it.copy === null ? null : (
          <Checkbox
            label={`${it.copy === 'append' ? 'Lägg till' : 'Fyll i'}: ${it.label}`}
            selected={selected}
            onChange={onSelect}
          />
        )}
      </td>
    </tr>
  )
}

function belongings({ attachments, links, actions }: Out<'triage.compare'>['a']): string {
  const parts = [
    ...(attachments === 0 ? [] : [attachments === 1 ? '1 bilaga' : `${attachments} bilagor`]),
    ...(links === 0 ? [] : [links === 1 ? '1 länk' : `${links} länkar`]),
    ...(actions === 0 ? [] : [actions === 1 ? '1 åtgärd' : `${actions} åtgärder`]),
  ]
  return parts.length === 0 ? 'Inga bilagor, länkar eller åtgärder' : parts.join(', ')
}

/** Takes a case out again; says where its texts went. */
export async function unmerge(away: { readonly id: number; readonly version: number }): Promise<void> {
  try {
    const { textsStay } = await call('triage.unmerge', away, { commandId: crypto.randomUUID() })
    tell(
      textsStay
        ? 'Ärendena är isärtagna. Det kvarvarande har ändrats sedan dess, så texter som kopierades dit ligger kvar.'
        : 'Ärendena är isärtagna och som de var.',
    )
  } catch (failure) {
    tell(asLardomError(failure).message)
  }
}
