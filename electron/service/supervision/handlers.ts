import { supervisionContract, type LexMariaCase } from '../../../shared/supervision/contract.ts'
import { IVO_BESLUT, LEX_MARIA_BESLUT } from '../../../shared/supervision/codes.ts'
import { concernsPatient, isPatientMatterSettled } from '../../../shared/incident/status.ts'
import { LardomError } from '../../../shared/rpc/error.ts'
import { refusePersonnummer } from '../../../shared/text/personnummer.ts'
import { longDate, swedishDay } from '../../../shared/time/dates.ts'
import { readableIncident, writableIncident } from '../incident/reach.ts'
import type { StoredIncident } from '../incident/stored.ts'
import type { Context } from '../kernel/context.ts'
import { implement } from '../kernel/handlers.ts'
import { nextNumber } from '../kernel/numbers.ts'
import {
  findCase,
  insertLexMariaCase,
  updateDecision,
  updateIvoDecision,
  updateReported,
} from './repository.ts'

export const supervisionHandlers = implement(supervisionContract, {
  'supervision.get': ({ incidentId }, context) => {
    readableIncident(context, incidentId)
    return findCase(context.db, incidentId)
  },

  'supervision.decide': (input, context) => {
    const { db, actor, now } = context
    const incident = writableIncident(context, input.incidentId)
    if (incident.harm === 'ej_bedomd') {
      throw new LardomError('RULE', { detail: 'Bedöm händelsen innan du beslutar om lex Maria.' })
    }
    refusePersonnummer(input.reason, 'reason', 'Motivering')
    assertDay(input.date, 'Beslutsdatum', incident.date, context)
    const earlier = findCase(db, input.incidentId)
    if (earlier?.reportedDate) {
      throw new LardomError('RULE', {
        detail: 'Händelsen är redan anmäld till IVO, så beslutet kan inte ändras.',
      })
    }
    const decision = {
      decision: input.decision,
      decisionDate: input.date,
      decisionReason: input.reason,
      decidedBy: actor.name,
    }
    if (earlier) updateDecision(db, earlier.id, decision)
    else {
      insertLexMariaCase(db, {
        ...decision,
        number: nextNumber(db, 'LM', Number(swedishDay(now()).slice(0, 4))),
        incidentId: input.incidentId,
        isExample: incident.origin === 'exempel',
      })
    }
    return leaveTrace(context, 'supervision.decide', earlier, input.incidentId)
  },

  'supervision.mark-reported': (input, context) => {
    const { db } = context
    const incident = writableIncident(context, input.incidentId)
    refusePersonnummer(input.ivoDnr, 'ivoDnr', 'IVO:s diarienummer')
    const earlier = findCase(db, input.incidentId)
    if (earlier?.decision !== 'ska_anmalas') {
      throw new LardomError('RULE', { detail: 'Besluta först att händelsen ska anmälas till IVO.' })
    }
    // Gate G2 (domain.md 1.9): the National Audit Office found cases where nobody had shown that the patient was told.
    if (concernsPatient(incident.fields, incident.harm) && !isPatientMatterSettled(incident.fields)) {
      throw new LardomError(
        'RULE',
        {
          detail:
            'Fyll i när patienten eller närstående informerades, eller varför det inte kan göras, innan händelsen markeras som anmäld (PSL 3 kap. 8 §).',
        },
        { field: 'patientInformed' },
      )
    }
    assertDay(input.date, 'Anmälningsdatum', incident.date, context)
    if (earlier.ivoDecisionDate !== null && input.date > earlier.ivoDecisionDate) {
      throw new LardomError(
        'INPUT_INVALID',
        { detail: `Anmälningsdatum kan inte ligga efter IVO:s beslut ${longDate(earlier.ivoDecisionDate)}.` },
        { field: 'date' },
      )
    }
    updateReported(db, earlier.id, input.date, input.ivoDnr === '' ? null : input.ivoDnr)
    return leaveTrace(context, 'supervision.mark-reported', earlier, input.incidentId)
  },

  'supervision.record-decision': (input, context) => {
    const { db } = context
    writableIncident(context, input.incidentId)
    const earlier = findCase(db, input.incidentId)
    if (!earlier?.reportedDate) {
      throw new LardomError('RULE', { detail: 'Händelsen är inte markerad som anmäld till IVO.' })
    }
    refusePersonnummer(input.text, 'text', 'Om IVO:s beslut')
    assertDay(input.date, 'IVO:s beslutsdatum', earlier.reportedDate, context)
    updateIvoDecision(db, earlier.id, {
      kind: input.decision,
      date: input.date,
      text: input.text === '' ? null : input.text,
    })
    return leaveTrace(context, 'supervision.record-decision', earlier, input.incidentId)
  },
})

function assertDay(date: string, label: string, earliest: string, { now }: Context): void {
  if (date > swedishDay(now())) {
    throw new LardomError(
      'INPUT_INVALID',
      { detail: `${label} kan inte ligga i framtiden.` },
      { field: 'date' },
    )
  }
  if (date < earliest) {
    throw new LardomError(
      'INPUT_INVALID',
      { detail: `${label} kan inte ligga före ${longDate(earliest)}.` },
      { field: 'date' },
    )
  }
}

/** Audited on the incident, so that its history tells the whole story. */
function leaveTrace(
  context: Context,
  action: string,
  before: LexMariaCase | null,
  incidentId: StoredIncident['id'],
): LexMariaCase {
  const after = findCase(context.db, incidentId)
  if (!after) throw new LardomError('NOT_FOUND', { what: 'Lex Maria-ärendet' })
  context.audit({
    action,
    entity: 'incident',
    entityId: incidentId,
    before: before ? inWords(before) : {},
    after: inWords(after),
  })
  context.changed('supervision', 'incident')
  return after
}

function inWords(lexMaria: LexMariaCase) {
  return {
    lexMariaNumber: lexMaria.number,
    lexMariaDecision: LEX_MARIA_BESLUT[lexMaria.decision],
    lexMariaDate: lexMaria.decisionDate,
    lexMariaReason: lexMaria.decisionReason,
    reportedDate: lexMaria.reportedDate,
    ivoDnr: lexMaria.ivoDnr,
    ivoDecision: lexMaria.ivoDecision && IVO_BESLUT[lexMaria.ivoDecision],
    ivoDecisionDate: lexMaria.ivoDecisionDate,
    ivoDecisionText: lexMaria.ivoDecisionText,
  }
}
