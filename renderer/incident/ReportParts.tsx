import {
  DYGNSTIDER,
  EJ_KLASSIFICERAD,
  JA_NEJ_EJ_AKTUELLT,
  JA_NEJ_OKANT,
  KON,
  NCC_MERP,
} from '../../shared/incident/codes.ts'
import { CODE_FIELDS, FIELD_LABELS } from '../../shared/incident/fields.ts'
import { isChildByAge } from '../../shared/incident/sections.ts'
import { useCodes } from '../code/useCodes.ts'
import { TypeSuggestion } from '../triage/TypeSuggestion.tsx'
import { Notice } from '../ui/parts.tsx'
import { NumberField, RadioGroup, choicesOf } from '../ui/fields.tsx'
import { TitleField, TypeField, WhenFields } from './ShortReport.tsx'
import { UnitField } from './UnitField.tsx'
import { FIELD_HELP } from './fieldHelp.ts'
import {
  Choose,
  ChooseCode,
  ChooseSeveral,
  Day,
  Estimate,
  Flag,
  Line,
  Part,
  Text,
  useCodeChoices,
  useForm,
  YES_NO,
  YesNo,
} from './reportFields.tsx'

/** The parts of the whole report that are always asked about. */

export function EventPart({ today }: { today: string }) {
  return (
    <Part id="handelsen" title="Händelsen">
      <TypeField />
      <TitleField />
      <Text name="description" rows={6} required />
      <div className="form-grid">
        <UnitField />
        <WhenFields today={today} />
        <Choose name="eventPeriod" choices={choicesOf(DYGNSTIDER)} />
        <Day name="discoveredDate" />
        <ChooseCode name="reporterRole" />
      </div>
      <Text name="immediateAction" />
      <Text name="consequence" />
      <Text name="whatHelped" />
      <div className="form-grid">
        <Estimate name="reportedActualSeverity" />
        <Estimate name="reportedPotentialSeverity" />
      </div>
    </Part>
  )
}

/** What is told when a choice takes another with it. */
export function ClassificationPart({
  incidentId,
  onCleared,
}: {
  incidentId: number
  onCleared: (what: string) => void
}) {
  const { draft, set } = useForm()
  const codes = useCodes()
  const under = useCodeChoices(CODE_FIELDS.undertyp, draft.undertyp, draft.handelsetyp ?? undefined)
  const hasUnder = draft.handelsetyp !== null && under.length > 0
  const chooseType = (code: string | null) => {
    if (code !== draft.handelsetyp && draft.undertyp !== null) {
      onCleared(
        `Undertypen ${codes.label('handelsetyp', draft.undertyp)} togs bort, eftersom den inte hör till den nya händelsetypen.`,
      )
      set('undertyp', null)
    }
    set('handelsetyp', code ?? EJ_KLASSIFICERAD)
  }
  return (
    <Part
      id="klassificering"
      title="Klassificering"
      lead="Händelsetyp och vårdform behövs. Resten när det finns skäl."
    >
      <div className="form-grid">
        <ChooseCode name="handelsetyp" required onChange={chooseType} />
        {hasUnder ? <ChooseCode name="undertyp" parent={draft.handelsetyp ?? ''} /> : null}
        <ChooseCode name="vardtyp" />
        <ChooseCode name="vardprocess" />
        <ChooseSeveral name="agens" />
        <Line name="specialty" />
        {draft.patientInvolved ? <ChooseCode name="skadetyp" /> : null}
        <Choose name="nccMerp" choices={choicesOf(NCC_MERP)} emptyLabel="Ej bedömd" />
        {draft.patientInvolved ? <Estimate name="psychologicalSeverity" /> : null}
      </div>
      <TypeSuggestion
        text={[draft.title, draft.description, draft.consequence].join('\n')}
        value={draft.handelsetyp}
        onChoose={chooseType}
        excludeId={incidentId}
      />
    </Part>
  )
}

export function PatientPart() {
  const { draft } = useForm()
  return (
    <Part id="patienten" title="Patienten">
      <YesNo name="patientInvolved" />
      {draft.patientInvolved ? (
        <>
          <div className="form-grid">
            <AgeField />
            <Choose name="patientSex" choices={choicesOf(KON)} />
            <Flag
              name="isChild"
              help={isProposed(draft) ? 'Föreslås av åldern. Ändra om det är fel.' : 'Under 18 år.'}
            />
            <Flag name="frailElderly" />
            <Choose name="fastVardkontakt" choices={choicesOf(JA_NEJ_OKANT)} />
            <Choose name="vardplan" choices={choicesOf(JA_NEJ_OKANT)} />
          </div>
          <PatientInformed />
        </>
      ) : null}
    </Part>
  )
}

function isProposed(draft: { patientAge: number | null; isChild: boolean | null }): boolean {
  return draft.isChild !== null && draft.isChild === isChildByAge(draft.patientAge)
}

/** The age proposes whether it is a child, as long as nobody has said otherwise. */
function AgeField() {
  const { draft, set, errors } = useForm()
  return (
    <div data-field="patientAge">
      <NumberField
        label={FIELD_LABELS.patientAge}
        help={FIELD_HELP.patientAge?.text}
        value={draft.patientAge}
        onChange={(age) => {
          if (draft.isChild === null || isProposed(draft))
            set('isChild', isChildByAge(age) === true ? true : null)
          set('patientAge', age)
        }}
        min={0}
        max={130}
        error={errors.patientAge}
      />
    </div>
  )
}

function PatientInformed() {
  const { draft, set, errors } = useForm()
  return (
    <div className="incident-informed stack" data-field="patientInformed">
      <RadioGroup
        label={FIELD_LABELS.patientInformed}
        help={FIELD_HELP.patientInformed?.text}
        orientation="horizontal"
        value={draft.patientInformed}
        onChange={(value) => set('patientInformed', value)}
        choices={choicesOf(JA_NEJ_EJ_AKTUELLT)}
        error={errors.patientInformed}
      />
      {draft.patientInformed === 'ja' ? (
        <div className="form-grid">
          <Day name="patientInformedDate" help="Dagen då patienten fick veta." />
          <Line name="patientInformedBy" help="Roll, till exempel ansvarig läkare." />
          <RadioGroup
            label={FIELD_LABELS.journalNoted}
            orientation="horizontal"
            value={draft.journalNoted === null ? null : draft.journalNoted ? 'ja' : 'nej'}
            onChange={(value) => set('journalNoted', value === 'ja')}
            choices={YES_NO}
            error={errors.journalNoted}
          />
        </div>
      ) : null}
      {draft.patientInformed === 'nej' || draft.patientNotInformedReason !== '' ? (
        <Text name="patientNotInformedReason" rows={2} />
      ) : null}
    </div>
  )
}

export function PerspectivePart() {
  return (
    <Part
      id="perspektiv"
      title="Regionens perspektiv"
      lead="Så att händelsen kan räknas med där regionen vill se mönster."
    >
      <div className="form-grid">
        <ChooseCode name="medicalArea" />
        <ChooseSeveral name="strategiomraden" />
        <ChooseSeveral name="kvalitetsregister" />
      </div>
    </Part>
  )
}

export function ActionsPart() {
  return (
    <Part id="atgarder" title="Åtgärder">
      <Text name="causesText" />
      <Text name="suggestion" />
      <Text name="measuresText" />
      <Line name="diarienummer" />
    </Part>
  )
}

export function FeedbackPart() {
  const { draft } = useForm()
  return (
    <Part id="aterkoppling" title="Återkoppling">
      <YesNo name="feedbackWanted" help="Vad den som rapporterade har svarat." />
      {draft.feedbackWanted ? (
        <Notice>
          <p>
            Ärendet kan avslutas först när rapportören har fått svar, eller när det står varför det inte går.
          </p>
        </Notice>
      ) : null}
      <Text name="feedbackText" />
      <div className="form-grid">
        <Day name="feedbackGivenDate" />
      </div>
      {draft.feedbackGivenDate === null ? <Text name="feedbackSkipReason" rows={2} /> : null}
    </Part>
  )
}
