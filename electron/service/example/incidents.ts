import type { AssessmentAnswers } from '../../../shared/incident/assessment.ts'
import type { Arendetyp, Kon, Status } from '../../../shared/incident/codes.ts'
import { addDays } from '../../../shared/time/dates.ts'
import type { NewAssessmentRow, NewIncidentRow } from '../incident/repository.ts'
import { conclude, investigationLevel, motivate, pickAnswers } from './assessments.ts'
import { AS_OF, dygnstid } from './plan.ts'
import { Random } from './random.ts'
import { hasHappened, type Slot } from './schedule.ts'
import { SETTING_FACTS, type Setting } from './settings.ts'
import { EVENT_TEXTS } from './texts/eventTexts.ts'
import { Filler, type EventTemplate, type TemplateKind } from './texts/grammar.ts'
import { CAUSES, FEEDBACK, HANDED_OVER, NOT_INFORMED, REJECTED } from './texts/handlingTexts.ts'

/** A generated incident, with its assessment when somebody has assessed it. */
export interface GeneratedIncident {
  readonly incident: Omit<NewIncidentRow, 'arendenr'>
  readonly assessment: Omit<NewAssessmentRow, 'incidentId'> | null
}

const ARENDETYP_OF: Readonly<Record<TemplateKind, Arendetyp>> = {
  handelse: 'negativ_handelse',
  tillbud: 'tillbud',
  risk: 'risk',
  klagomal: 'klagomal',
  forslag: 'forbattringsforslag',
  samverkan: 'samverkansavvikelse',
}

/** Some call an event that did no harm a tillbud; a fall is always something that happened. */
function arendetypFor(random: Random, slot: Slot, kind: TemplateKind, harmed: boolean): Arendetyp {
  const asNearMiss = kind === 'handelse' && !harmed && slot.type !== 'fall' && random.chance(0.3)
  return asNearMiss ? 'tillbud' : ARENDETYP_OF[kind]
}

const ASSESSOR = 'Enhetschef (exempel)'

/** One ordinary incident, wholly told by the seed and its slot. */
export function generateIncident(seed: number, slot: Slot): GeneratedIncident {
  const random = new Random(seed, `incident/${slot.index}`)
  const { setting } = slot.unit
  const texts = EVENT_TEXTS[slot.type]
  const template = random.pick(texts.templates.filter((candidate) => candidate.on.includes(setting)))
  const answers = pickAnswers(random, template)
  const harmed = answers.effect === 'faktisk'
  const filler = new Filler(random, { dygn: DYGN[dygnstid(slot.hour)] })
  const involved = template.kind !== 'risk' && template.kind !== 'forslag'
  const title = filler.fill(template.title)
  const description = filler.fill(template.text).trim()
  const consequences = harmed ? template.mild : (template.none ?? texts.none)
  const handling = handle(
    random,
    slot,
    answers,
    template,
    texts.idea.map((idea) => filler.fill(idea)),
  )
  return {
    incident: {
      ...base(random, slot, setting),
      arendetyp: arendetypFor(random, slot, template.kind, harmed),
      title,
      description,
      consequence: involved ? filler.fill(random.pick(consequences ?? texts.none)) : '',
      immediateAction:
        template.kind === 'forslag' || random.chance(0.12)
          ? ''
          : filler.fill(random.pick(template.now ?? texts.now)),
      whatHelped: random.chance(0.18) && !harmed ? filler.fill(random.pick(texts.helped)) : '',
      suggestion: random.chance(0.34) ? filler.fill(random.pick(template.idea ?? texts.idea)) : '',
      ...estimates(random, answers, involved),
      ...(involved ? patient(random, slot, harmed) : { patientInvolved: false }),
      ...handling.incident,
    },
    assessment: handling.assessment,
  }
}

const DYGN = { dag: 'under dagen', kvall: 'under kvällen', natt: 'under natten' } as const

/** What every generated incident has: source, place, time, reporter. */
export function base(
  random: Random,
  slot: Slot,
  setting: Setting,
): Pick<
  NewIncidentRow,
  | 'origin'
  | 'reportedAt'
  | 'unitId'
  | 'handelsetyp'
  | 'eventDate'
  | 'eventTime'
  | 'eventPeriod'
  | 'reporterRole'
  | 'vardtyp'
  | 'specialty'
> {
  const facts = SETTING_FACTS[setting]
  return {
    origin: 'exempel',
    reportedAt: instant(slot.reportedDay, slot.reportedMinute),
    unitId: slot.unit.id,
    handelsetyp: slot.type,
    eventDate: slot.day,
    eventTime: random.chance(0.7) ? clock(slot.hour, random.int(0, 11) * 5) : null,
    eventPeriod: dygnstid(slot.hour),
    reporterRole: random.weighted(facts.reporters),
    vardtyp: facts.vardtyp,
    specialty: random.pick(facts.specialties),
  }
}

/** The reporter's own first estimate; the assessment may say otherwise. */
function estimates(random: Random, answers: AssessmentAnswers, involved: boolean) {
  const actual = answers.effect === 'faktisk' ? (answers.actualSeverity ?? 1) : 0
  if (!involved) return { reportedActualSeverity: 0, reportedPotentialSeverity: random.int(1, 3) }
  return {
    reportedActualSeverity: actual,
    reportedPotentialSeverity: Math.max(actual, random.int(0, 3)),
  }
}

/** The patient's age and sex, and whether somebody has told what happened (PSL 3 kap. 8 §). */
function patient(random: Random, slot: Slot, harmed: boolean) {
  const [youngest, oldest] = AGES[slot.unit.setting]
  const informed = harmed
    ? random.weighted({ ja: 0.93, nej: 0.07 })
    : random.weighted({ ja: 0.46, nej: 0.08, ej_aktuellt: 0.46 })
  return {
    patientInvolved: true,
    patientAge: random.int(youngest, oldest),
    patientSex: sexFor(random, slot.unit.setting),
    patientInformed: informed,
    patientInformedDate: informed === 'ja' ? clip(addDays(slot.day, random.int(0, 3)), AS_OF) : null,
    patientInformedBy:
      informed === 'ja' ? random.pick(['ansvarig läkare', 'ansvarig sjuksköterska', 'enhetschef']) : null,
    patientNotInformedReason: informed === 'nej' ? random.pick(NOT_INFORMED) : null,
    journalNoted: informed === 'ja' ? random.chance(0.9) : null,
  }
}

/** Status, lead times, assessment and feedback, as far as the example's day lets them have come. */
function handle(
  random: Random,
  slot: Slot,
  answers: AssessmentAnswers,
  template: EventTemplate,
  ideas: readonly string[],
): { incident: Partial<NewIncidentRow> & { status: Status }; assessment: GeneratedIncident['assessment'] } {
  const slow = random.chance(0.03) ? 5 : 1
  const assessedDay = addDays(slot.reportedDay, 1 + random.days(3, 60) * slow)
  // Handling became a little faster over the three years.
  const median = { 2023: 48, 2024: 41, 2025: 35 }[Number(slot.day.slice(0, 4))] ?? 41
  const closedDay = addDays(assessedDay, random.days(median, 260) * slow)
  if (!hasHappened(assessedDay)) return { incident: { status: 'inkommen' }, assessment: null }

  const closing = clip(closedDay, AS_OF)
  const aside = random.float()
  if (aside < 0.012 && template.kind !== 'handelse') {
    return {
      incident: { status: 'avvisad', statusReason: random.pick(REJECTED), closedDate: assessedDay },
      assessment: null,
    }
  }
  if (template.kind === 'samverkan' && aside < 0.12) {
    return {
      incident: { status: 'overford', statusReason: random.pick(HANDED_OVER), closedDate: assessedDay },
      assessment: null,
    }
  }
  const result = conclude(answers, assessedDay)
  const level = investigationLevel(result)
  const closed = hasHappened(closedDay)
  const status: Status = closed
    ? 'avslutad'
    : random.weighted({
        bedomd: level === 'ingen' ? 3 : 1,
        under_utredning: level === 'ingen' ? 0 : 3,
        atgard_beslutad: 1,
        uppfoljning: 1,
      })
  const done = closed || status === 'atgard_beslutad' || status === 'uppfoljning'
  const investigated = level !== 'ingen' && done
  return {
    incident: {
      status,
      harm: result.harm,
      potentialHarm: result.potentialHarm,
      riskScore: result.riskScore,
      riskLevel: result.riskLevel,
      investigated,
      closedDate: closed ? closedDay : null,
      causesText: investigated && random.chance(0.75) ? random.pick(CAUSES) : '',
      measuresText: done && random.chance(0.6) ? random.pick(ideas) : '',
      ...(closed && random.chance(0.8)
        ? { feedbackGivenDate: closing, feedbackText: random.pick(FEEDBACK) }
        : {}),
    },
    assessment: {
      version: 1,
      assessedAt: instant(assessedDay, 8 * 60 + random.int(0, 500)),
      assessedBy: ASSESSOR,
      answers,
      harm: result.harm,
      potentialHarm: result.potentialHarm,
      riskScore: result.riskScore,
      riskLevel: result.riskLevel,
      thresholdVersion: result.thresholdVersion,
      lexMariaReview: result.lexMariaReview,
      investigationLevel: level,
      motivation: motivate(random, result),
    },
  }
}

const AGES: Readonly<Record<Setting, readonly [number, number]>> = {
  avd: [38, 96],
  akut: [17, 95],
  op: [19, 88],
  forl: [19, 44],
  psyk: [18, 74],
  barn: [0, 17],
  mott: [20, 90],
  lab: [18, 90],
  rtg: [18, 92],
  vc: [18, 92],
  jour: [18, 88],
  rehab: [25, 92],
  bvc: [0, 5],
  telefon: [18, 90],
  hab: [3, 70],
  sinne: [4, 88],
  tand: [6, 85],
}

export function sexFor(random: Random, setting: Setting): Kon {
  return setting === 'forl' ? 'kvinna' : random.pick(['kvinna', 'man'])
}

export function clip(day: string, latest: string): string {
  return day > latest ? latest : day
}

/** An instant in UTC from a Swedish day and minute; the example does not care for summer time. */
export function instant(day: string, minute: number): string {
  const hour = Math.floor(minute / 60)
  return `${day}T${String(Math.max(0, hour - 1)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}:00.000Z`
}

function clock(hour: number, minute: number): string {
  return `${String(hour).padStart(2, '0')}:${String(minute).padStart(2, '0')}`
}
