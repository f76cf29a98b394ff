import { decisionFaults, DECISION_FAULT_TEXT, willBeDone } from '../action/rules.ts'
import { containsPersonnummer } from '../text/personnummer.ts'
import { TEXT_LABELS, TEXT_KEYS, type AnalysisContent } from './content.ts'
import { excerpt, HSLF, inField, written, type Add } from './finding.ts'

/** Steps 5–8: åtgärder, slutrapport, decision, spreading. */

export function actionFindings({ actions, causes, incident }: AnalysisContent, add: Add): void {
  const at = { step: 5, part: 'actions' as const }
  const proposals = actions.filter((row) => written(row.text))
  if (proposals.length === 0 && causes.some((row) => written(row.text) && !written(row.noActionReason))) {
    add(
      'atgard_saknas',
      'kvalitet',
      'Inga åtgärder är föreslagna. Utredningen ska ge underlag för beslut om åtgärder som hindrar att det händer igen (patientsäkerhetslagen 3 kap. 3 §).',
      at,
    )
  }
  const known = new Set(causes.filter((row) => written(row.text)).map((row) => row.id))
  for (const row of proposals) {
    if (!row.causeIds.some((id) => known.has(id))) {
      add(
        'atgard_utan_orsak',
        'kvalitet',
        `Åtgärden ”${excerpt(row.text)}” är inte kopplad till någon orsak. Välj vilken orsak den möter, eller ta bort den.`,
        { ...at, id: row.id, field: 'causeIds' },
      )
    }
    if (!written(row.measure)) {
      add(
        'uppfoljning_saknas',
        'kvalitet',
        `Skriv hur ni ska se att ”${excerpt(row.text)}” får effekt: vad mäts, och vilket värde är målet?`,
        { ...at, id: row.id, field: 'measure' },
      )
    }
    if (row.decision === 'ej_beslutad' && (!written(row.responsible) || row.dueDate === null)) {
      add(
        'forslag_utan_tidsplan',
        'tips',
        `”${excerpt(row.text)}” saknar ansvarig eller datum. Det behövs senast när uppdragsgivaren beslutar.`,
        { ...at, id: row.id, field: written(row.responsible) ? 'dueDate' : 'responsible' },
      )
    }
  }
  const chosen = proposals.filter((row) => row.decision !== 'genomfors_ej')
  if (chosen.length > 0 && chosen.every((row) => row.strength === 'svag')) {
    const serious =
      incident.harm === 'allvarlig_vardskada' || incident.potentialHarm === 'risk_allvarlig_vardskada'
    add(
      'bara_svaga',
      'kvalitet',
      `Alla åtgärder är svaga: de bygger på att människor minns och orkar.${serious ? ' Händelsen är allvarlig.' : ''} Finns det något starkare, som att ta bort risken, bygga in ett tekniskt stopp, standardisera eller förenkla?`,
      at,
    )
  }
}

export function reportFindings(
  { texts, patientHeard, incident, delhandelser }: AnalysisContent,
  add: Add,
): void {
  const at = inField(6, 'texts')
  if (!written(texts.summary)) {
    add(
      'sammanfattning_saknas',
      'kvalitet',
      'Skriv en sammanfattning på högst en sida: vad hände, varför, och vad görs?',
      at('summary'),
    )
  }
  if (!written(texts.eventDescription) && delhandelser.some((row) => written(row.text))) {
    add(
      'beskrivning_saknas',
      'tips',
      'Skriv en beskrivning av händelsen som går att förstå utan medicinska kunskaper.',
      at('eventDescription'),
    )
  }
  const serious =
    incident.harm === 'allvarlig_vardskada' || incident.potentialHarm === 'risk_allvarlig_vardskada'
  if (patientHeard === 'ej_angivet') {
    add(
      'patient_ej_tillfragad',
      serious ? 'kvalitet' : 'tips',
      'Ange om patienten eller närstående fått berätta hur de upplevde händelsen. Vårdgivaren ska ge dem möjlighet att delta (patientsäkerhetslagen 3 kap. 4 §).',
      at('patientHeard'),
    )
  }
  if (patientHeard === 'ja' && !written(texts.patientAccount)) {
    add(
      'patientens_bild_saknas',
      'kvalitet',
      'Patienten eller närstående har hörts, men deras beskrivning är inte skriven.',
      at('patientAccount'),
    )
  }
  if (serious && !written(texts.spread)) {
    add(
      'spridning_saknas',
      'tips',
      `Skriv hur kunskapen från analysen ska spridas. Det hör till utredningen av en allvarlig händelse enligt ${HSLF}.`,
      { step: 8, part: 'texts', field: 'spread' },
    )
  }
  if (!written(texts.feedback)) {
    add(
      'aterkoppling_saknas',
      'tips',
      'Skriv hur patienten, personalen och den som rapporterade får veta vad analysen kom fram till.',
      { step: 8, part: 'texts', field: 'feedback' },
    )
  }
}

export function decisionFindings({ actions, decision }: AnalysisContent, add: Add): void {
  for (const row of actions) {
    if (!written(row.text)) continue
    for (const fault of decisionFaults(row)) {
      const law = willBeDone(row.decision) && fault !== 'skal_saknas'
      add(fault, law ? 'lag' : 'kvalitet', `”${excerpt(row.text)}”: ${DECISION_FAULT_TEXT[fault]}`, {
        step: 7,
        part: 'actions',
        id: row.id,
      })
    }
    if (row.decision === 'ej_beslutad' && decision.decidedDate !== null) {
      add(
        'obeslutad_atgard',
        'kvalitet',
        `Uppdragsgivaren har inte tagit ställning till ”${excerpt(row.text)}”.`,
        { step: 7, part: 'actions', id: row.id },
      )
    }
  }
}

/** Saving refuses them; this finds what came another way, for a slutrapport must never hold one (domain.md 1.7). */
export function personnummerFindings(content: AnalysisContent, add: Add): void {
  const look = (label: string, text: string, where: Parameters<Add>[3]) => {
    if (!containsPersonnummer(text)) return
    add(
      'personnummer',
      'lag',
      `Texten i ”${label}” ser ut att innehålla ett personnummer. Ta bort det: rapporten får inte innehålla sådana.`,
      where,
    )
  }
  const { commission, texts, delhandelser, causes, actions, decision } = content
  for (const field of ['title', 'purpose', 'scope', 'feedbackTo'] as const) {
    look('Uppdrag', commission[field], { step: 1, part: 'commission', field })
  }
  for (const key of TEXT_KEYS) look(TEXT_LABELS[key], texts[key], { step: 6, part: 'texts', field: key })
  for (const row of delhandelser) {
    const text = [row.timeText, row.actor, row.text, row.source, row.deviation].join('\n')
    look('Händelseförlopp', text, { step: 3, part: 'delhandelser', id: row.id })
  }
  for (const row of causes) {
    look('Orsaker', `${row.text}\n${row.noActionReason}`, { step: 4, part: 'causes', id: row.id })
  }
  for (const row of actions) {
    const text = [row.text, row.responsible, row.measure, row.decisionReason, row.effectText].join('\n')
    look('Åtgärder', text, { step: 5, part: 'actions', id: row.id })
  }
  look('Uppdragsgivarens kommentar', decision.comment, { step: 7, part: 'decision', field: 'comment' })
}
