import { EJ_KLASSIFICERAD } from '../../shared/incident/codes.ts'
import type { Incident } from '../../shared/incident/contract.ts'
import type { StatusFacts } from '../../shared/incident/status.ts'

/** What the status rules look at, of a case as it is shown. */
export function statusFacts(incident: Incident): StatusFacts {
  const { fields } = incident
  return {
    harm: incident.harm,
    potentialHarm: incident.potentialHarm,
    patientInvolved: fields.patientInvolved,
    patientInformed: fields.patientInformed,
    patientNotInformedReason: fields.patientNotInformedReason,
    investigated: incident.investigated,
    lexMariaDecided: incident.lexMaria?.decided ?? false,
    assigned: incident.assignedTo !== null,
    investigationLevel: incident.assessment?.investigationLevel ?? null,
    decidedActions: incident.decidedActions.length,
    followUpDate: incident.followUpDate,
    feedbackWanted: fields.feedbackWanted,
    feedbackGivenDate: fields.feedbackGivenDate,
    feedbackSkipReason: fields.feedbackSkipReason,
    incomplete: incident.incomplete || fields.handelsetyp === EJ_KLASSIFICERAD,
  }
}
