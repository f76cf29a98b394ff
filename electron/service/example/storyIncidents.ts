import { addDays } from '../../../shared/time/dates.ts'
import type { NewLexMariaCaseRow } from '../supervision/repository.ts'
import { conclude } from './assessments.ts'
import { base, clip, instant, sexFor, type GeneratedIncident } from './incidents.ts'
import { AS_OF, dygnstid } from './plan.ts'
import { Random } from './random.ts'
import { hasHappened, type Slot } from './schedule.ts'
import { Filler } from './texts/grammar.ts'
import type { Story } from './texts/story.ts'

/** A serious invented event: its incident, assessment and lex Maria case. The analysis is made beside it. */
export interface StoryIncident extends GeneratedIncident {
  readonly lexMaria: Omit<NewLexMariaCaseRow, 'number' | 'incidentId'> | null
  readonly title: string
  readonly description: string
}

export function generateStoryIncident(seed: number, slot: Slot, story: Story): StoryIncident {
  const random = new Random(seed, `incident/${slot.index}`)
  const filler = new Filler(random, { dygn: 'under dagen' })
  const title = filler.fill(story.title)
  const description = filler.fill(story.text)
  const assessedDay = clip(addDays(slot.reportedDay, random.int(1, 9)), AS_OF)
  const result = conclude(story.answers, assessedDay)
  const [youngest, oldest] = story.ages
  const harmed = story.answers.effect === 'faktisk'
  const common = base(random, slot, slot.unit.setting)
  const informedDate = clip(addDays(slot.day, random.int(0, 4)), AS_OF)
  return {
    title,
    description,
    incident: {
      ...common,
      // Stories without an hour of their own run over days or weeks: a clock time would say too much.
      eventTime: story.hour === null ? null : (common.eventTime ?? null),
      eventPeriod: story.hour === null ? 'okant' : dygnstid(slot.hour),
      arendetyp: harmed ? 'negativ_handelse' : 'tillbud',
      status: 'under_utredning',
      title,
      description,
      consequence: story.consequence,
      immediateAction: story.now,
      discoveredDate: null,
      reportedActualSeverity: harmed ? (story.answers.actualSeverity ?? 3) : 0,
      reportedPotentialSeverity: story.answers.potentialSeverity ?? 4,
      patientInvolved: true,
      patientAge: random.int(youngest, oldest),
      patientSex: sexFor(random, slot.unit.setting === 'forl' ? 'barn' : slot.unit.setting),
      patientInformed: 'ja',
      patientInformedDate: informedDate,
      patientInformedBy: random.pick(['verksamhetschef', 'ansvarig läkare']),
      journalNoted: true,
      harm: result.harm,
      potentialHarm: result.potentialHarm,
      riskScore: result.riskScore,
      riskLevel: result.riskLevel,
    },
    assessment: {
      version: 1,
      assessedAt: instant(assessedDay, 9 * 60 + random.int(0, 420)),
      assessedBy: 'Enhetschef och ansvarig läkare (exempel)',
      answers: story.answers,
      harm: result.harm,
      potentialHarm: result.potentialHarm,
      riskScore: result.riskScore,
      riskLevel: result.riskLevel,
      thresholdVersion: result.thresholdVersion,
      lexMariaReview: result.lexMariaReview,
      investigationLevel: 'handelseanalys',
      motivation: harmed
        ? 'Skadan hade sannolikt kunnat undvikas. Händelseanalys beställs och chefläkaren prövar anmälan enligt lex Maria.'
        : 'Ingen skadades, men händelsen hade kunnat leda till allvarlig vårdskada. Händelseanalys beställs.',
    },
    lexMaria: lexMariaCase(random, slot, result.harm === 'allvarlig_vardskada'),
  }
}

/** From the chefläkare's decision to IVO's answer, as far as the example's day lets it have come. */
function lexMariaCase(random: Random, slot: Slot, serious: boolean): StoryIncident['lexMaria'] {
  const decisionDate = addDays(slot.reportedDay, random.int(5, 45))
  if (!hasHappened(decisionDate)) {
    return { decision: 'ej_beslutat', isExample: true }
  }
  if (!random.chance(serious ? 0.92 : 0.55)) {
    return {
      decision: 'ska_ej_anmalas',
      decisionDate,
      decisionReason: serious
        ? 'Utredningen visar att utgången inte hade blivit en annan med annan handläggning. Händelsen utreds internt.'
        : 'Skyddet fungerade och risken för allvarlig skada bedöms som begränsad. Händelsen utreds internt.',
      decidedBy: 'Chefläkare',
      isExample: true,
    }
  }
  const decided = {
    decision: 'ska_anmalas' as const,
    decisionDate,
    decisionReason: serious
      ? 'Händelsen har medfört en allvarlig vårdskada.'
      : 'Händelsen hade kunnat medföra en allvarlig vårdskada.',
    decidedBy: 'Chefläkare',
    isExample: true,
  }
  const reportedDate = addDays(decisionDate, random.int(3, 40))
  if (!hasHappened(reportedDate)) return decided
  // 'EX' before the number: nobody takes it for one of IVO's own.
  const ivoDnr = `EX 3.1.1-${String(10_000 + slot.index).padStart(5, '0')}/${reportedDate.slice(0, 4)}`
  const answerDate = addDays(reportedDate, random.days(95, 320) + 20)
  if (!hasHappened(answerDate)) return { ...decided, reportedDate, ivoDnr }
  const ivoDecision = random.weighted({
    avslutas_fullgjord: 0.84,
    avslutas_kritik: 0.08,
    begar_redovisning: 0.06,
    egen_tillsyn: 0.02,
  })
  return {
    ...decided,
    reportedDate,
    ivoDnr,
    ivoDecision,
    ivoDecisionDate: answerDate,
    ivoDecisionText: IVO_TEXTS[ivoDecision],
  }
}

const IVO_TEXTS = {
  avslutas_fullgjord:
    'Vårdgivaren har fullgjort sin skyldighet att utreda och anmäla händelsen. Ärendet avslutas.',
  avslutas_kritik:
    'Vårdgivaren har utrett händelsen men anmälan gjordes inte snarast. Ärendet avslutas med påpekande.',
  begar_redovisning: 'Vårdgivaren ska redovisa hur effekten av åtgärderna har följts upp.',
  egen_tillsyn: 'Ärendet övergår i tillsyn på eget initiativ.',
} as const
