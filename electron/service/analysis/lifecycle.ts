import { decisionFaults, DECISION_FAULT_TEXT, willBeDone } from '../../../shared/action/rules.ts'
import type { analysisContract } from '../../../shared/analysis/contract.ts'
import { analysisFindings, codesToAcknowledge, lawFindings } from '../../../shared/analysis/quality.ts'
import type { OutputOf, ParsedInputOf } from '../../../shared/rpc/procedure.ts'
import { LardomError } from '../../../shared/rpc/error.ts'
import { refusePersonnummer } from '../../../shared/text/personnummer.ts'
import { swedishDay } from '../../../shared/time/dates.ts'
import { updateDecision } from '../action/repository.ts'
import { assertNotPutAway } from '../incident/reach.ts'
import { readIncident } from '../incident/stored.ts'
import type { Context } from '../kernel/context.ts'
import { assertWritable } from '../kernel/scope.ts'
import { commit, ENTITY, getAnalysis, getOpen, getUnchanged } from './change.ts'
import { moveIncident } from './incidentLink.ts'
import {
  insertAnalysis,
  openAnalysisOf,
  updateCompleted,
  updateDecisionHead,
  updateStep,
} from './repository.ts'

type In<Name extends keyof typeof analysisContract> = ParsedInputOf<(typeof analysisContract)[Name]>
type Out<Name extends keyof typeof analysisContract> = OutputOf<(typeof analysisContract)[Name]>

/** Starts a händelseanalys: its number, its commission, and the incident under utredning. */
export function startAnalysis(input: In<'analysis.start'>, context: Context): Out<'analysis.start'> {
  const { db } = context
  for (const [field, label] of [
    ['title', 'Rubrik'],
    ['commissioner', 'Uppdragsgivare'],
    ['commissionerRole', 'Uppdragsgivarens roll'],
    ['purpose', 'Syfte'],
    ['scope', 'Avgränsning'],
  ] as const) {
    refusePersonnummer(input[field], field, label)
  }
  const incident = readIncident(db, input.incidentId)
  assertWritable(context, incident.forvaltningId)
  assertNotPutAway(incident)
  if (incident.status === 'avvisad' || incident.status === 'overford') {
    throw new LardomError('RULE', {
      detail: `Händelsen är ${incident.status === 'avvisad' ? 'avvisad' : 'överförd till någon annan'}. Öppna den igen innan en analys startas.`,
    })
  }
  const open = openAnalysisOf(db, input.incidentId)
  if (open !== undefined && !input.confirmed) {
    throw new LardomError(
      'RULE',
      {
        detail: `Händelsen har redan en pågående analys, ${open}. Fortsätt i den, eller bekräfta att du vill starta en till.`,
      },
      { field: 'confirmed' },
    )
  }
  const analysis = {
    incidentId: input.incidentId,
    forvaltningId: incident.forvaltningId,
    title: input.title,
    startedDate: swedishDay(context.now()),
    commission: {
      commissioner: input.commissioner,
      commissionerRole: input.commissionerRole,
      commissionDate: input.commissionDate,
      purpose: input.purpose,
      scope: input.scope,
      wantedEndDate: input.wantedEndDate,
    },
    // A published case happened to somebody else: an analysis made of it here is an exercise.
    isExample:
      context.workspace.isExample || incident.origin === 'exempel' || incident.origin === 'publicerad',
  }
  const { id, number } = insertAnalysis(db, analysis)
  context.audit({ action: 'analysis.start', entity: ENTITY, entityId: id, after: { number, ...analysis } })
  context.changed('analysis')
  moveIncident(context, { number, incidentId: input.incidentId }, 'analysis.start', {
    from: ['inkommen', 'bedomd'],
    to: 'under_utredning',
  })
  return { id, number }
}

/** From the slutrapport on, what the law asks of the steps before must be there; the rest is told, not enforced. */
const SLUTRAPPORT = 6

export function setStep(input: In<'analysis.set-step'>, context: Context): Out<'analysis.set-step'> {
  const content = getOpen(context, input)
  const missing = analysisFindings(content).filter((found) => found.where.step < input.step)
  const unlawful = input.step >= SLUTRAPPORT && input.step > content.step ? lawFindings(missing) : []
  if (unlawful.length > 0) throw new LardomError('RULE', { detail: messages(unlawful) })
  updateStep(context.db, input.id, input.step)
  const { version } = commit(
    context,
    input.id,
    'analysis.set-step',
    { step: content.step },
    { step: input.step },
  )
  return { version, findings: missing }
}

/** The uppdragsgivare's comment and a decision on each proposal that is sent. */
export function decide(input: In<'analysis.decide'>, context: Context): Out<'analysis.decide'> {
  refusePersonnummer(input.comment, 'comment', 'Uppdragsgivarens kommentar')
  refusePersonnummer(input.decidedBy, 'decidedBy', 'Beslutat av')
  notInFuture(context, input.decidedDate, 'decidedDate', 'Beslutsdatum')
  const content = getOpen(context, input)
  const actions = new Map(content.actions.map((action) => [action.id, action]))
  for (const { actionId, decision, reason, responsible, dueDate } of input.decisions) {
    const action = actions.get(actionId)
    if (!action) throw new LardomError('NOT_FOUND', { what: 'Åtgärden' })
    const field = `decisions.${actionId}`
    refusePersonnummer(`${reason}\n${responsible}`, field, `Beslut om ${action.number}`)
    const to = { decision, decisionReason: reason, responsible, dueDate }
    const [fault] = decisionFaults(to)
    if (fault !== undefined) {
      const detail = `${action.number}: ${DECISION_FAULT_TEXT[fault]}`
      throw new LardomError('RULE', { detail }, { field })
    }
    if (action.doneDate !== null && !willBeDone(decision)) {
      throw new LardomError(
        'RULE',
        { detail: `${action.number} är redan genomförd; beslutet kan inte ändras till något annat.` },
        { field },
      )
    }
    updateDecision(context.db, actionId, to)
  }
  updateDecisionHead(context.db, input.id, input)
  if (content.step < 7) updateStep(context.db, input.id, 7)
  const after = getAnalysis(context, input.id)
  const saved = commit(context, input.id, 'analysis.decide', decided(content), decided(after))
  if (after.actions.some((action) => willBeDone(action.decision))) {
    moveIncident(context, incidentOf(content), 'analysis.decide', {
      from: ['under_utredning'],
      to: 'atgard_beslutad',
    })
  }
  return saved
}

/** Closes the analysis: the slutrapport is final, the åtgärder live on in their register. */
export function complete(input: In<'analysis.complete'>, context: Context): Out<'analysis.complete'> {
  notInFuture(context, input.completedDate, 'completedDate', 'Datumet då analysen avslutas')
  const content = getOpen(context, input)
  if (content.decision.decidedDate === null) {
    throw new LardomError('RULE', {
      detail:
        'Uppdragsgivaren har inte beslutat ännu. Skriv beslutet på sidan Beslut innan analysen avslutas.',
    })
  }
  const findings = analysisFindings(content)
  const unlawful = lawFindings(findings)
  if (unlawful.length > 0) throw new LardomError('RULE', { detail: messages(unlawful) })
  const open = codesToAcknowledge(findings).filter((code) => !input.acknowledged.includes(code))
  if (open.length > 0) {
    throw new LardomError(
      'RULE',
      {
        detail: `Det finns ${open.length === 1 ? 'en kvalitetsanmärkning' : `${open.length} slags kvalitetsanmärkningar`} kvar. Åtgärda, eller bekräfta att analysen avslutas ändå.`,
      },
      { field: 'acknowledged' },
    )
  }
  updateCompleted(context.db, input.id, input.completedDate)
  updateStep(context.db, input.id, 8)
  const saved = commit(
    context,
    input.id,
    'analysis.complete',
    { completedDate: null, step: content.step },
    // What the one who closed it was told: the open gates stay visible afterwards.
    { completedDate: input.completedDate, step: 8, openFindings: findings },
  )
  moveIncident(context, incidentOf(content), 'analysis.complete', {
    from: ['under_utredning', 'atgard_beslutad'],
    to: 'uppfoljning',
    investigated: true,
  })
  return saved
}

export function reopen(input: In<'analysis.reopen'>, context: Context): Out<'analysis.reopen'> {
  refusePersonnummer(input.reason, 'reason', 'Skäl')
  const content = getUnchanged(context, input)
  if (content.completedDate === null) throw new LardomError('RULE', { detail: 'Analysen är redan öppen.' })
  updateCompleted(context.db, input.id, null)
  return commit(
    context,
    input.id,
    'analysis.reopen',
    { completedDate: content.completedDate },
    { completedDate: null, reason: input.reason },
  )
}

function incidentOf({ number, incident }: ReturnType<typeof getAnalysis>) {
  return { number, incidentId: incident.id }
}

function decided({ decision, actions }: ReturnType<typeof getAnalysis>) {
  return {
    ...decision,
    actions: actions.map(({ id, number, decision: kind, decisionReason, responsible, dueDate }) => ({
      id,
      number,
      decision: kind,
      decisionReason,
      responsible,
      dueDate,
    })),
  }
}

function notInFuture(context: Context, day: string, field: string, label: string): void {
  if (day > swedishDay(context.now())) {
    throw new LardomError('RULE', { detail: `${label} kan inte ligga i framtiden.` }, { field })
  }
}

function messages(findings: readonly { message: string }[]): string {
  return findings.map((found) => found.message).join(' ')
}
