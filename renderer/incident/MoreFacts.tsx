import { JA_NEJ_EJ_AKTUELLT, NCC_MERP, VANTETIDER } from '../../shared/incident/codes.ts'
import type { Incident } from '../../shared/incident/contract.ts'
import { CONDITIONAL } from '../../shared/incident/sections.ts'
import { limitOn } from '../../shared/incident/vardgaranti.ts'
import { formatNumber } from '../../shared/text/swedish.ts'
import { useCodes } from '../code/useCodes.ts'
import { estimateText, Facts, Group, isEmpty, type Fact } from './facts.tsx'
import { breakable } from './labels.tsx'

type Fields = Incident['fields']

/** What kind of event it was, and of harm. */
export function ClassificationFacts({ fields }: { fields: Fields }) {
  const { label } = useCodes()
  const agens = fields.agens.map((code) => label('agens', code)).join(', ')
  return (
    <Group title="Klassificering">
      <Facts
        facts={[
          ['Händelsetyp', breakable(label('handelsetyp', fields.handelsetyp))],
          ['Undertyp', fields.undertyp && label('handelsetyp', fields.undertyp)],
          ['Vårdform', fields.vardtyp && label('vardform', fields.vardtyp)],
          ['Steg i vårdprocessen', fields.vardprocess && breakable(label('vardprocess', fields.vardprocess))],
          ['Inblandat', agens],
          ['Specialitet', fields.specialty],
          ['Skadetyp', fields.skadetyp && label('skadetyp', fields.skadetyp)],
          ['NCC MERP', fields.nccMerp && NCC_MERP[fields.nccMerp]],
          ['Psykisk skada', estimateText(fields.psychologicalSeverity)],
        ]}
      />
    </Group>
  )
}

/** What is asked only of some events; a group without answers is not there. */
export function ConditionalFacts({ incident }: { incident: Incident }) {
  const { label } = useCodes()
  const { fields } = incident
  const groups: readonly (readonly [title: string, facts: readonly Fact[]])[] = [
    [
      CONDITIONAL.lakemedel,
      [
        ['Läkemedel', fields.medicineName],
        ['Styrka', fields.medicineStrength],
        ['Form', fields.medicineForm],
        ['Batch', fields.medicineBatch],
      ],
    ],
    [
      CONDITIONAL.medicinteknik,
      [
        ['Produkt', fields.deviceName],
        ['Tillverkare', fields.deviceMaker],
        ['Modell', fields.deviceModel],
        ['Serienummer', fields.deviceSerial],
      ],
    ],
    [
      CONDITIONAL.barn,
      [
        ['Barnet informerat', fields.childInformed && JA_NEJ_EJ_AKTUELLT[fields.childInformed]],
        [
          'Vårdnadshavarna informerade',
          fields.guardianInformed && JA_NEJ_EJ_AKTUELLT[fields.guardianInformed],
        ],
      ],
    ],
    [
      CONDITIONAL.samverkan,
      [
        ['Med', fields.samverkan && label('samverkan', fields.samverkan)],
        ['Vem', fields.samverkanWith],
      ],
    ],
    [CONDITIONAL.vantetid, waitingFacts(incident)],
  ]
  return groups
    .filter(([, facts]) => facts.some(([, value]) => !isEmpty(value)))
    .map(([title, facts]) => (
      <Group key={title} title={title}>
        <Facts facts={facts} />
      </Group>
    ))
}

function waitingFacts({ fields, date, guaranteePassed }: Incident): readonly Fact[] {
  const limit = fields.waitingKind === null ? undefined : limitOn(fields.waitingKind, date)
  return [
    ['Väntade på', fields.waitingKind && VANTETIDER[fields.waitingKind]],
    ['Väntetid', fields.waitingDays === null ? null : days(fields.waitingDays)],
    [
      'Vårdgaranti',
      guaranteePassed === null || limit === undefined
        ? null
        : `${guaranteePassed ? 'Gränsen passerad' : 'Inom gränsen'} (${limit.days === 0 ? 'samma dag' : days(limit.days)})`,
    ],
  ]
}

function days(count: number): string {
  return `${formatNumber(count)} ${count === 1 ? 'dag' : 'dagar'}`
}

/** Where the region wants to see patterns. */
export function Perspectives({ fields }: { fields: Fields }) {
  const { label } = useCodes()
  const several = (list: 'strategiomrade' | 'kvalitetsregister', codes: readonly string[]) =>
    codes.map((code) => label(list, code)).join(', ')
  const facts: readonly Fact[] = [
    ['Medicinskt område', fields.medicalArea && label('medicinskt_omrade', fields.medicalArea)],
    ['Strategiområden', several('strategiomrade', fields.strategiomraden)],
    ['Kvalitetsregister', several('kvalitetsregister', fields.kvalitetsregister)],
  ]
  if (facts.every(([, value]) => isEmpty(value))) return null
  return (
    <Group title="Regionens perspektiv">
      <Facts facts={facts} />
    </Group>
  )
}
