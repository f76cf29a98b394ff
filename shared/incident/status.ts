import {
  STATUSAR,
  type JaNejEjAktuellt,
  type Skada,
  type Skaderisk,
  type Status,
  type Utredningsniva,
} from './codes.ts'

/**
 * The way of a case (domain.md 5.1): inkommen → bedömd → under utredning → åtgärd beslutad → uppföljning →
 * avslutad, or avvisad, or överförd; a closed case can be opened again. Each step says what it needs and why.
 */

/** What the rules need to know of a case. */
export interface StatusFacts {
  readonly harm: Skada
  readonly potentialHarm: Skaderisk
  readonly patientInvolved: boolean
  readonly patientInformed: JaNejEjAktuellt | null
  readonly patientNotInformedReason: string
  readonly investigated: boolean
  /** Someone has decided whether it is reported to IVO. */
  readonly lexMariaDecided: boolean
  /** Somebody is named as handläggare. */
  readonly assigned: boolean
  /** The latest assessment's; null before it. */
  readonly investigationLevel: Utredningsniva | null
  /** Åtgärder that will be carried out. */
  readonly decidedActions: number
  readonly followUpDate: string | null
  readonly feedbackWanted: boolean
  readonly feedbackGivenDate: string | null
  readonly feedbackSkipReason: string
  /** Only the short report is written. */
  readonly incomplete: boolean
}

/** Where what hinders a step is put right: in the step's own form, on a tab of the case, or in the report. */
export type HindrancePlace = 'steg' | 'bedomning' | 'lex-maria' | 'aterkoppling' | 'rapporten' | 'patienten'

/** What is missing before a step, what to do about it, and where. */
export interface Hindrance {
  readonly code:
    | 'bedomning'
    | 'niva'
    | 'handlaggare'
    | 'uppfoljningsdag'
    | 'utredd'
    | 'informerad'
    | 'lex_maria'
    | 'aterkoppling'
    | 'kort_rapport'
  readonly text: string
  readonly place: HindrancePlace
}

export interface StatusStep {
  readonly to: Status
  /** What the button says. */
  readonly label: string
  /** What the reason is for, when one must be written; else null. */
  readonly reasonLabel: string | null
  /** Opens a closed case again. */
  readonly reopens: boolean
  /** What is missing before the step can be taken; empty when it can. */
  readonly hindrances: readonly Hindrance[]
}

const CLOSED: readonly Status[] = ['avslutad', 'avvisad', 'overford', 'sammanford']

/** Inkommen leads to bedömd by an assessment only, so that step is not in the list. */
const NEXT: Readonly<Record<Status, readonly Status[]>> = {
  inkommen: ['avvisad', 'overford'],
  bedomd: ['under_utredning', 'atgard_beslutad', 'avslutad', 'avvisad', 'overford'],
  under_utredning: ['atgard_beslutad', 'avslutad', 'overford'],
  atgard_beslutad: ['uppfoljning', 'avslutad', 'under_utredning'],
  uppfoljning: ['avslutad', 'under_utredning'],
  avslutad: ['under_utredning', 'bedomd', 'inkommen'],
  avvisad: ['bedomd', 'inkommen'],
  overford: ['bedomd', 'inkommen'],
  // Taken apart again where it was put together (the triage room), not by a step of its own.
  sammanford: [],
  // Published cases: nobody states their status, and they are not ours to move.
  ej_angivet: [],
}

export function isClosed(status: Status): boolean {
  return CLOSED.includes(status)
}

/** The steps that lead on from a status, with what hinders each. */
export function nextSteps(from: Status, facts: StatusFacts): StatusStep[] {
  const assessed = facts.harm !== 'ej_bedomd'
  return (
    NEXT[from]
      // A case is opened again where it stood: inkommen if it was never assessed, else bedömd or later.
      .filter((to) => !isClosed(from) || (to === 'inkommen') === !assessed)
      .map((to) => ({
        to,
        label: labelOf(from, to),
        reasonLabel: reasonLabelOf(from, to, facts),
        reopens: isClosed(from),
        hindrances: hindrancesTo(to, facts),
      }))
  )
}

/** The step, or undefined when no such step leads on. */
export function findStep(from: Status, to: Status, facts: StatusFacts): StatusStep | undefined {
  return nextSteps(from, facts).find((step) => step.to === to)
}

function labelOf(from: Status, to: Status): string {
  if (isClosed(from)) return `Återöppna: ${STATUSAR[to]}`
  const labels: Partial<Record<Status, string>> = {
    under_utredning: from === 'bedomd' ? 'Starta utredning' : 'Utred vidare',
    atgard_beslutad: 'Åtgärd beslutad',
    uppfoljning: 'Till uppföljning',
    avslutad: 'Avsluta ärendet',
    avvisad: 'Avvisa ärendet',
    overford: 'Överför ärendet',
  }
  return labels[to] ?? STATUSAR[to]
}

function reasonLabelOf(from: Status, to: Status, facts: StatusFacts): string | null {
  if (isClosed(from)) return 'Varför återöppnas ärendet?'
  if (to === 'avvisad') return 'Varför avvisas ärendet?'
  if (to === 'overford') return 'Till vem överförs ärendet, och varför?'
  if (to === 'atgard_beslutad' && facts.decidedActions === 0) {
    return 'Vad har beslutats, eller varför behövs ingen åtgärd?'
  }
  return null
}

/** The steps that a case takes only when somebody has judged it. */
const NEEDS_ASSESSMENT: readonly Status[] = ['under_utredning', 'atgard_beslutad', 'uppfoljning', 'avslutad']

function hindrancesTo(to: Status, facts: StatusFacts): Hindrance[] {
  const hindrances: Hindrance[] = []
  const add = (code: Hindrance['code'], place: HindrancePlace, text: string) =>
    hindrances.push({ code, place, text })
  if (NEEDS_ASSESSMENT.includes(to) && facts.harm === 'ej_bedomd') {
    add('bedomning', 'bedomning', 'Händelsen behöver bedömas först.')
  }
  if (to === 'under_utredning') {
    if (facts.harm !== 'ej_bedomd' && (facts.investigationLevel ?? 'ingen') === 'ingen') {
      add('niva', 'bedomning', 'Välj utredningsnivå i bedömningen: nu står det att ingen utredning behövs.')
    }
    if (!facts.assigned) {
      add(
        'handlaggare',
        'steg',
        'Utredningen behöver en handläggare. Ta ärendet själv här, eller tilldela någon.',
      )
    }
  }
  if (to === 'uppfoljning' && facts.followUpDate === null) {
    add('uppfoljningsdag', 'steg', 'Ange vilken dag effekten ska följas upp.')
  }
  return to === 'avslutad' ? [...hindrances, ...hindrancesToClosing(facts)] : hindrances
}

function hindrancesToClosing(facts: StatusFacts): Hindrance[] {
  const hindrances: Hindrance[] = []
  const add = (code: Hindrance['code'], place: HindrancePlace, text: string) =>
    hindrances.push({ code, place, text })
  const isVardskada = hasHarmed(facts.harm)
  if (facts.incomplete) {
    add('kort_rapport', 'rapporten', 'Rapporten är kort och behöver kompletteras innan ärendet avslutas.')
  }
  if (isVardskada && !facts.investigated) {
    add(
      'utredd',
      'steg',
      'En vårdskada ska utredas innan ärendet avslutas (PSL 3 kap. 3 §). Markera att utredningen är gjord.',
    )
  }
  if (isVardskada && !isPatientMatterSettled(facts)) {
    add(
      'informerad',
      'patienten',
      'Patienten eller närstående ska informeras om vårdskadan (PSL 3 kap. 8 §). Fyll i när det gjordes, eller varför det inte kan göras.',
    )
  }
  const mayBeReportable =
    facts.harm === 'allvarlig_vardskada' || facts.potentialHarm === 'risk_allvarlig_vardskada'
  if (mayBeReportable && !facts.lexMariaDecided) {
    add(
      'lex_maria',
      'lex-maria',
      'Chefläkaren behöver besluta om händelsen ska anmälas till IVO (lex Maria, PSL 3 kap. 5 §).',
    )
  }
  if (awaitsFeedback(facts)) {
    add(
      'aterkoppling',
      'aterkoppling',
      'Den som rapporterade vill veta vad det ledde till. Ge återkoppling, eller skriv varför det inte går.',
    )
  }
  return hindrances
}

/**
 * The reporter asked for feedback and has neither got it nor been told why not: the first thing that makes people stop
 * reporting (domain.md 7.1).
 */
export function awaitsFeedback(
  facts: Pick<StatusFacts, 'feedbackWanted' | 'feedbackGivenDate' | 'feedbackSkipReason'>,
): boolean {
  return facts.feedbackWanted && facts.feedbackGivenDate === null && facts.feedbackSkipReason.trim() === ''
}

function hasHarmed(harm: Skada): boolean {
  return harm === 'vardskada' || harm === 'allvarlig_vardskada'
}

/** Is there somebody to inform? A vårdskada always has its patient, whatever the form says about one being involved. */
export function concernsPatient(fields: { readonly patientInvolved: boolean }, harm: Skada): boolean {
  return fields.patientInvolved || hasHarmed(harm)
}

/** The patient is informed, or somebody has written why not (domain.md 1.2 and gate G2 in 1.9). */
export function isPatientMatterSettled(
  facts: Pick<StatusFacts, 'patientInformed' | 'patientNotInformedReason'>,
): boolean {
  return facts.patientInformed === 'ja' || facts.patientNotInformedReason.trim() !== ''
}
