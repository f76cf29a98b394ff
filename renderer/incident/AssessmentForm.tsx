import { useId, type ReactNode } from 'react'
import {
  askedQuestions,
  type AssessmentAnswers,
  type AssessmentResult,
  type Patientpaverkan,
  type Seriousness,
} from '../../shared/incident/assessment.ts'
import { ALLVARLIGHETSGRADER, SANNOLIKHETER, UNDVIKBARHET } from '../../shared/incident/codes.ts'
import { LEGAL_DEFINITIONS, QUESTIONS, type QuestionId } from '../../shared/incident/questions.ts'
import {
  RISKNIVAER,
  RISKNIVA_TEXT,
  SCALE,
  type RiskThresholds,
  type Scale,
} from '../../shared/incident/risk.ts'
import { RadioGroup, type Choice } from '../ui/fields.tsx'
import { RiskMatrix } from './RiskMatrix.tsx'

interface FormProps {
  readonly answers: AssessmentAnswers
  readonly result: AssessmentResult
  readonly thresholds: RiskThresholds
  readonly onChange: (answers: AssessmentAnswers) => void
  /** True once the person has tried to save: then what is missing is said at each question. */
  readonly showMissing: boolean
}

const EFFECTS: readonly Choice<Patientpaverkan>[] = [
  { code: 'faktisk', label: 'Ja', detail: 'Patienten fick lidande, skada eller sjukdom, eller avled.' },
  { code: 'potentiell', label: 'Nej, men det hade kunnat ske' },
  { code: 'ingen', label: 'Nej, och det hade inte kunnat ske' },
]
const YES_NO: readonly Choice<'ja' | 'nej'>[] = [
  { code: 'ja', label: 'Ja' },
  { code: 'nej', label: 'Nej' },
]
const gradeChoices = (labels: (grade: Scale) => { label: string; detail?: string }): Choice<string>[] =>
  SCALE.map((grade) => ({ code: String(grade), ...labels(grade) }))
const AVOIDABILITY = gradeChoices((grade) => ({ label: `${grade}. ${UNDVIKBARHET[grade]}` }))
const SEVERITY = gradeChoices((grade) => ({
  label: `${grade}. ${ALLVARLIGHETSGRADER[grade].label}`,
  detail: ALLVARLIGHETSGRADER[grade].text,
}))

/** The decision logic as questions; a question is asked only when the answers before lead to it. */
export function AssessmentForm(props: FormProps) {
  const { answers, onChange } = props
  const asked = new Set(askedQuestions(answers))
  const set = (changes: Partial<AssessmentAnswers>) => onChange({ ...answers, ...changes })
  const problem = (id: QuestionId) => problemAt(props, id)

  return (
    <div className="stack loose">
      <Part title="Vad hände patienten?">
        <RadioGroup
          label={QUESTIONS.effect}
          value={answers.effect}
          onChange={(effect) => set({ effect })}
          choices={EFFECTS}
          error={problem('effect')}
        />
        {asked.has('careRelated') ? (
          <YesNo
            question={QUESTIONS.careRelated}
            help="Även sådant som borde ha gjorts men inte gjordes räknas."
            value={answers.careRelated}
            onChange={(careRelated) => set({ careRelated })}
            error={problem('careRelated')}
          />
        ) : null}
      </Part>
      {asked.has('avoidability') ? (
        <Part title="Var det undvikbart?" definition={LEGAL_DEFINITIONS.vardskada}>
          <RadioGroup
            label={QUESTIONS.avoidability}
            help="3 och 4 räknas som undvikbart, och då är det en vårdskada eller risk för vårdskada."
            value={answers.avoidability === null ? null : String(answers.avoidability)}
            onChange={(grade) => set({ avoidability: scaleOf(grade) })}
            choices={AVOIDABILITY}
            error={problem('avoidability')}
          />
        </Part>
      ) : null}
      {asked.has('actual.death') ? (
        <Part title="Är vårdskadan allvarlig?" definition={LEGAL_DEFINITIONS.allvarligVardskada}>
          <SeriousnessQuestions {...props} part="actual" />
        </Part>
      ) : null}
      {asked.has('potential.death') ? (
        <Part
          title="Hade det kunnat bli en allvarlig vårdskada?"
          {...(asked.has('actual.death') ? {} : { definition: LEGAL_DEFINITIONS.allvarligVardskada })}
        >
          <SeriousnessQuestions {...props} part="potential" />
        </Part>
      ) : null}
      {asked.has('actualSeverity') ? (
        <Part title="Faktisk allvarlighetsgrad">
          <RadioGroup
            label={QUESTIONS.actualSeverity}
            value={answers.actualSeverity === null ? null : String(answers.actualSeverity)}
            onChange={(grade) => set({ actualSeverity: scaleOf(grade) })}
            choices={SEVERITY}
            error={problem('actualSeverity')}
          />
        </Part>
      ) : null}
      {asked.has('likelihood') ? <RiskPart {...props} asksActual={asked.has('actualSeverity')} /> : null}
    </div>
  )
}

function RiskPart({ asksActual, ...props }: FormProps & { asksActual: boolean }) {
  const { answers, result, thresholds, onChange } = props
  const error = problemAt(props, 'potentialSeverity') ?? problemAt(props, 'likelihood')
  const errorId = useId()
  return (
    <Part title="Risk: potentiell allvarlighetsgrad och sannolikhet">
      <div>
        <p className="field-label">
          {QUESTIONS.potentialSeverity} {QUESTIONS.likelihood}
        </p>
        <p className="field-help">
          Välj en ruta. Raderna är det värsta rimliga utfallet, kolumnerna hur ofta det kan inträffa.
          {asksActual ? ' F visar det som faktiskt hände.' : ''}
        </p>
      </div>
      <RiskMatrix
        label={`${QUESTIONS.potentialSeverity} ${QUESTIONS.likelihood}`}
        errorId={error === undefined ? undefined : errorId}
        value={{ severity: answers.potentialSeverity, likelihood: answers.likelihood }}
        actual={asksActual ? answers.actualSeverity : null}
        thresholds={thresholds}
        onChange={({ severity, likelihood }) =>
          onChange({ ...answers, potentialSeverity: severity, likelihood })
        }
      />
      {error === undefined ? null : (
        <p className="field-error" id={errorId}>
          {error}
        </p>
      )}
      {answers.potentialSeverity !== null && answers.likelihood !== null && result.riskLevel !== null ? (
        <dl className="facts small">
          <dt>{ALLVARLIGHETSGRADER[answers.potentialSeverity].label}</dt>
          <dd>{ALLVARLIGHETSGRADER[answers.potentialSeverity].text}.</dd>
          <dt>{SANNOLIKHETER[answers.likelihood].label}</dt>
          <dd>{SANNOLIKHETER[answers.likelihood].text}.</dd>
          <dt>{RISKNIVAER[result.riskLevel]} risk</dt>
          <dd>{RISKNIVA_TEXT[result.riskLevel]}</dd>
        </dl>
      ) : null}
    </Part>
  )
}

function SeriousnessQuestions(props: FormProps & { part: 'actual' | 'potential' }) {
  const { answers, onChange, part } = props
  const keys: readonly (keyof Seriousness)[] = ['death', 'lasting', 'increasedCare']
  return (
    <>
      {keys.map((key) => (
        <YesNo
          key={key}
          question={QUESTIONS[`${part}.${key}`]}
          value={answers[part][key]}
          onChange={(value) => onChange({ ...answers, [part]: { ...answers[part], [key]: value } })}
          error={problemAt(props, `${part}.${key}`)}
        />
      ))}
    </>
  )
}

function YesNo({
  question,
  help,
  value,
  onChange,
  error,
}: {
  question: string
  help?: string
  value: boolean | null
  onChange: (value: boolean) => void
  error: string | undefined
}) {
  return (
    <RadioGroup
      label={question}
      {...(help === undefined ? {} : { help })}
      orientation="horizontal"
      value={value === null ? null : value ? 'ja' : 'nej'}
      onChange={(code) => onChange(code === 'ja')}
      choices={YES_NO}
      error={error}
    />
  )
}

function Part({
  title,
  definition,
  children,
}: {
  title: string
  definition?: { readonly term: string; readonly text: string; readonly lawRef: string }
  children: ReactNode
}) {
  return (
    <section className="card stack">
      <h2>{title}</h2>
      {definition ? (
        <blockquote className="incident-definition">
          <strong>{definition.term}:</strong> {definition.text}{' '}
          <span className="soft">({definition.lawRef})</span>
        </blockquote>
      ) : null}
      {children}
    </section>
  )
}

function problemAt({ result, showMissing }: FormProps, id: QuestionId): string | undefined {
  const contradiction = result.contradictions.find((problem) => problem.field === id)
  if (contradiction) return contradiction.text
  if (!showMissing) return undefined
  return result.missing.some((problem) => problem.field === id) ? 'Svara på frågan.' : undefined
}

function scaleOf(code: string): Scale | null {
  return SCALE.find((grade) => String(grade) === code) ?? null
}
