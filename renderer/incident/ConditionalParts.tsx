import { JA_NEJ_EJ_AKTUELLT, VANTETIDER } from '../../shared/incident/codes.ts'
import { FIELD_LABELS } from '../../shared/incident/fields.ts'
import { KOMMUNER } from '../../shared/incident/kommuner.ts'
import {
  CONDITIONAL,
  CONDITIONAL_SECTIONS,
  reasonFor,
  shownSections,
  type ConditionalSection,
} from '../../shared/incident/sections.ts'
import { GUARANTEE_RESERVATION, guaranteePassed, limitOn } from '../../shared/incident/vardgaranti.ts'
import { longDate } from '../../shared/time/dates.ts'
import { Button } from '../ui/Button.tsx'
import { SuggestField } from '../ui/SuggestField.tsx'
import { choicesOf } from '../ui/fields.tsx'
import { FIELD_HELP } from './fieldHelp.ts'
import { Choose, ChooseCode, Line, Part, useForm, Whole } from './reportFields.tsx'

/** The parts that are asked about only where there is reason to; each says which. */

const NO_REASON = 'Visas för att någon har lagt till avsnittet.'

export function ConditionalParts({ day }: { day: string }) {
  const { draft, asked, ask } = useForm()
  const shown = shownSections(draft, asked)
  const others = CONDITIONAL_SECTIONS.filter(
    (section) => !shown.includes(section) && (section !== 'barn' || draft.patientInvolved),
  )
  return (
    <>
      {shown.map((section) => (
        <Part
          key={section}
          id={section}
          title={CONDITIONAL[section]}
          lead={reasonFor(section, draft) ?? NO_REASON}
        >
          <Content section={section} day={day} />
          {reasonFor(section, draft) === null ? (
            <p>
              <Button size="small" variant="quiet" onPress={() => ask(section, false)}>
                Ta bort avsnittet
              </Button>
            </p>
          ) : null}
        </Part>
      ))}
      {others.length === 0 ? null : (
        <div className="incident-asks" role="group" aria-label="Lägg till avsnitt">
          {others.map((section) => (
            <Button key={section} size="small" onPress={() => ask(section, true)}>
              Lägg till {CONDITIONAL[section].toLocaleLowerCase('sv')}
            </Button>
          ))}
        </div>
      )}
    </>
  )
}

function Content({ section, day }: { section: ConditionalSection; day: string }) {
  switch (section) {
    case 'lakemedel':
      return (
        <div className="form-grid">
          <Line name="medicineName" />
          <Line name="medicineStrength" />
          <Line name="medicineForm" />
          <Line name="medicineBatch" />
        </div>
      )
    case 'medicinteknik':
      return (
        <div className="form-grid">
          <Line name="deviceName" />
          <Line name="deviceMaker" />
          <Line name="deviceModel" />
          <Line name="deviceSerial" />
        </div>
      )
    case 'barn':
      return (
        <div className="form-grid">
          <Choose name="childInformed" choices={choicesOf(JA_NEJ_EJ_AKTUELLT)} />
          <Choose name="guardianInformed" choices={choicesOf(JA_NEJ_EJ_AKTUELLT)} />
        </div>
      )
    case 'samverkan':
      return (
        <div className="form-grid">
          <ChooseCode name="samverkan" />
          <PartnerField />
        </div>
      )
    case 'vantetid':
      return (
        <>
          <div className="form-grid">
            <Choose name="waitingKind" choices={choicesOf(VANTETIDER)} />
            <Whole name="waitingDays" max={20_000} />
          </div>
          <Limit day={day} />
        </>
      )
  }
}

function PartnerField() {
  const { draft, set, errors } = useForm()
  return (
    <div data-field="samverkanWith">
      <SuggestField
        label={FIELD_LABELS.samverkanWith}
        help={FIELD_HELP.samverkanWith?.text}
        value={draft.samverkanWith}
        onChange={(value) => set('samverkanWith', value)}
        suggestions={draft.samverkan === null || draft.samverkan === 'kommun' ? KOMMUNER : []}
        error={errors.samverkanWith}
      />
    </div>
  )
}

/** Which limit holds, from when and by what, and whether it was passed. */
function Limit({ day }: { day: string }) {
  const { draft } = useForm()
  const on = draft.eventDate ?? draft.discoveredDate ?? day
  if (draft.waitingKind === null) return null
  const limit = limitOn(draft.waitingKind, on)
  const passed = guaranteePassed(draft.waitingKind, draft.waitingDays, on)
  return (
    <div className={passed === true ? 'incident-limit passed' : 'incident-limit'} role="status">
      {limit === undefined ? (
        <p>Vårdgarantin har ingen gräns för det patienten väntade på. Väntetiden räknas ändå.</p>
      ) : (
        <>
          <p>
            <strong>
              {passed === null
                ? 'Vårdgarantins gräns'
                : passed
                  ? 'Vårdgarantins gräns är passerad'
                  : 'Inom vårdgarantins gräns'}
            </strong>
            : {limit.rule.toLocaleLowerCase('sv')}.
          </p>
          <p className="soft">
            Gäller sedan {longDate(limit.from)}
            {limit.to === null ? '' : ` till ${longDate(limit.to)}`}; prövad mot {longDate(on)}.{' '}
            {limit.source}.
          </p>
          <p className="soft">{GUARANTEE_RESERVATION}</p>
        </>
      )}
    </div>
  )
}
