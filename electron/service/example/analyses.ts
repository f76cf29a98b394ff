import { FOLLOW_UP_MONTHS } from '../../../shared/action/rules.ts'
import type { Atgardsbeslut, Effekt } from '../../../shared/action/codes.ts'
import { addDays, addMonths, daysBetween } from '../../../shared/time/dates.ts'
import type { NewAnalysis, NewAnalysisParts } from '../analysis/repository.ts'
import { AS_OF } from './plan.ts'
import { Random } from './random.ts'
import { hasHappened, type Slot } from './schedule.ts'
import * as text from './texts/analysisTexts.ts'
import { Filler } from './texts/grammar.ts'
import type { Story, StoryAction } from './texts/story.ts'

type ActionParts = NonNullable<NewAnalysisParts['actions']>[number]

export interface GeneratedAnalysis {
  readonly analysis: Omit<NewAnalysis, 'incidentId' | 'forvaltningId'>
  readonly parts: NewAnalysisParts
}

/** A whole händelseanalys of a story's event, as far as the example's day lets it have come. */
export function generateAnalysis(
  seed: number,
  slot: Slot,
  story: Story,
  incident: { title: string; description: string; lexMaria: 'ja' | 'nej' | 'ej_avgjort' },
): GeneratedAnalysis | null {
  const random = new Random(seed, `analysis/${slot.index}`)
  const filler = new Filler(random)
  const started = addDays(slot.reportedDay, random.int(3, 24))
  if (!hasHappened(started)) return null
  const decided = addDays(started, random.int(42, 96))
  const completed = addDays(decided, random.int(2, 30))
  const isDecided = hasHappened(decided)
  const isCompleted = hasHappened(completed)
  // One that is under way stands at the step its time allows.
  const step = isCompleted ? 8 : isDecided ? 7 : Math.min(6, 2 + Math.floor(daysBetween(started, AS_OF) / 14))
  const chosen = chooseCauses(random, story)
  const heard = random.weighted({ ja: 0.72, erbjuden_avbojt: 0.2, nej: 0.08 })
  const told = step >= 6
  return {
    analysis: {
      title: `Händelseanalys: ${incident.title.charAt(0).toLocaleLowerCase('sv')}${incident.title.slice(1)}`,
      step,
      startedDate: started,
      completedDate: isCompleted ? completed : null,
      commission: {
        commissionerRole: 'Verksamhetschef',
        commissionDate: started,
        purpose: story.purpose,
        scope: story.scope,
        wantedEndDate: addDays(started, 60),
        feedbackTo: text.FEEDBACK_TO,
        lexMaria: incident.lexMaria,
        inNitha: isCompleted && random.chance(0.6),
      },
      texts: {
        method: filler.fill(text.METHOD),
        sources: filler.fill(text.SOURCES),
        noticed: story.noticed,
        similarEvents: filler.fill(random.pick(text.SIMILAR)),
        eventDescription: incident.description,
        patientAccount: heard === 'ja' ? story.account : text.NOT_HEARD[heard],
        ...(told
          ? {
              summary: summarise(incident.description, story, chosen),
              barriers: story.barriers,
              sideFindings: story.sideFindings,
              cost: filler.fill(random.pick(text.COSTS)),
              evaluation: filler.fill(text.EVALUATION),
            }
          : {}),
        ...(isDecided ? { feedback: text.FEEDBACK_TEXT, spread: text.SPREAD } : {}),
      },
      patientHeard: heard,
      decision: isDecided
        ? { comment: random.pick(text.COMMENTS), decidedBy: 'Verksamhetschef', decidedDate: decided }
        : {},
      isExample: true,
    },
    parts: {
      members: team(random, slot),
      delhandelser:
        step >= 3
          ? story.steps.map((row, place) => ({
              timeText: row.time,
              actor: row.actor,
              text: row.text,
              source: row.source,
              // A deviation whose cause was not taken up in this analysis is left out with it.
              deviation: chosen.some((index) => story.causes[index]?.step === place)
                ? (row.deviation ?? '')
                : '',
            }))
          : [],
      causes:
        step >= 4
          ? chosen.flatMap((index) => {
              const cause = story.causes[index]
              return cause
                ? [
                    {
                      delhandelse: cause.step,
                      text: cause.text,
                      area: cause.area,
                      subcategory: cause.subcategory,
                      noActionReason: '',
                    },
                  ]
                : []
            })
          : [],
      actions:
        step >= 5
          ? chooseActions(random, story, chosen, isDecided ? decided : null, addDays(started, 60))
          : [],
    },
  }
}

/** The first two causes, and each later one more often than not; every one has an åtgärd that meets it. */
function chooseCauses(random: Random, story: Story): number[] {
  return story.causes.map((_, index) => index).filter((index) => index < 2 || random.chance(0.7))
}

/** Åtgärder whose causes were found; each chosen cause is met by at least one. */
function chooseActions(
  random: Random,
  story: Story,
  chosen: readonly number[],
  decidedDay: string | null,
  proposedDay: string,
): ActionParts[] {
  const relevant = story.actions.filter((action) => action.causes.some((cause) => chosen.includes(cause)))
  return relevant.map((action) => ({
    text: action.text,
    strength: action.strength,
    responsible: action.responsible,
    measure: action.measure,
    focusArea: action.focus,
    // The causes as numbered in this analysis.
    causes: action.causes.flatMap((cause) => (chosen.includes(cause) ? [chosen.indexOf(cause)] : [])),
    ...carriedOut(random, action, decidedDay, proposedDay),
  }))
}

function carriedOut(
  random: Random,
  action: StoryAction,
  decidedDay: string | null,
  proposedDay: string,
): Pick<
  ActionParts,
  | 'dueDate'
  | 'decision'
  | 'decisionReason'
  | 'doneDate'
  | 'followUpDate'
  | 'effect'
  | 'effectDate'
  | 'effectText'
> {
  const open = {
    doneDate: null,
    followUpDate: null,
    effect: 'ej_matt' as Effekt,
    effectDate: null,
    effectText: '',
  }
  const planned = addDays(decidedDay ?? proposedDay, random.int(45, action.strength === 'stark' ? 300 : 150))
  if (decidedDay === null) return { dueDate: planned, decision: 'ej_beslutad', decisionReason: '', ...open }
  const decision: Atgardsbeslut = random.weighted({
    genomfors: 0.8,
    genomfors_andrad: 0.1,
    genomfors_ej: action.strength === 'svag' ? 0.08 : 0.03,
    hanskjuts: HIGHER_LEVEL.includes(action.responsible) ? 0.2 : 0,
  })
  const decisionReason = {
    genomfors: '',
    genomfors_andrad: random.pick(text.CHANGED),
    genomfors_ej: random.pick(text.NOT_DONE),
    hanskjuts: random.pick(text.REFERRED),
    ej_beslutad: '',
  }[decision]
  if (decision === 'genomfors_ej' || decision === 'hanskjuts') {
    return { dueDate: null, decision, decisionReason, ...open }
  }
  // Three of four are done on their day or before; the rest a little late, and a few of the latest are not done yet.
  const done = addDays(planned, random.chance(0.74) ? -random.int(0, 25) : random.int(4, 120))
  if (!hasHappened(done) || random.chance(0.05))
    return { dueDate: planned, decision, decisionReason, ...open }
  const followUpDate = addMonths(done, FOLLOW_UP_MONTHS)
  const measured = addDays(followUpDate, random.int(-10, 45))
  if (!hasHappened(measured) || (isRecent(measured) && random.chance(0.3))) {
    return { dueDate: planned, decision, decisionReason, ...open, doneDate: done, followUpDate }
  }
  const effect = random.weighted(EFFECT_BY_STRENGTH[action.strength])
  return {
    dueDate: planned,
    decision,
    decisionReason,
    doneDate: done,
    followUpDate,
    effect,
    effectDate: measured,
    effectText: random.pick(text.EFFECT_TEXTS[effect]),
  }
}

/** Within half a year of the example's own today. */
function isRecent(day: string): boolean {
  return !hasHappened(addDays(day, 183))
}

/** Those whose åtgärder often need a decision above the uppdragsgivare. */
const HIGHER_LEVEL: readonly string[] = [
  'Systemförvaltare',
  'Sjukhusdirektör',
  'Områdeschef',
  'Hjälpmedelschef',
  'Läkemedelsansvarig läkare',
]

/** Strong åtgärder work more often than weak ones (domain.md 3.6): the example should show it. */
const EFFECT_BY_STRENGTH = {
  stark: { ja: 0.72, delvis: 0.24, nej: 0.04 },
  medel: { ja: 0.46, delvis: 0.42, nej: 0.12 },
  svag: { ja: 0.18, delvis: 0.42, nej: 0.4 },
} as const

function team(random: Random, slot: Slot): NonNullable<NewAnalysisParts['members']> {
  const professions = random.sample(text.PROFESSIONS[slot.unit.setting], 3)
  return [
    { role: 'analysledare', profession: 'Analysledare', unit: 'Patientsäkerhetsenheten (exempel)' },
    ...professions.map((profession, index) => ({
      role: 'medlem' as const,
      profession,
      // The team mostly comes from beside the unit, with one who knows it.
      unit: index === 0 ? slot.unit.name : 'Annan enhet i förvaltningen (exempel)',
    })),
    ...(random.chance(0.4)
      ? [{ role: 'facklig' as const, profession: 'Facklig företrädare', unit: 'Förvaltningen' }]
      : []),
  ]
}

function summarise(description: string, story: Story, chosen: readonly number[]): string {
  const causes = chosen.flatMap((index) => story.causes[index]?.text ?? [])
  const met = story.actions.filter((action) => action.causes.some((cause) => chosen.includes(cause)))
  const strong = met.find((action) => action.strength === 'stark') ?? met[0]
  return `${description}\n\n${story.consequence}\n\nDe viktigaste orsakerna: ${causes.slice(0, 2).join(' ')}\n\nViktigaste åtgärd: ${strong?.text ?? ''}`
}
