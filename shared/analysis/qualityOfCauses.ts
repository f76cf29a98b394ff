import { lintCause, type LintCode } from './causeLint.ts'
import type { AnalysisContent } from './content.ts'
import { excerpt, HSLF, inField, written, type Add, type Severity } from './finding.ts'

/** Steps 1–4: commission, team, facts, course of events, causes. */

export function commissionFindings({ commission, decision }: AnalysisContent, add: Add): void {
  const at = inField(1, 'commission')
  if (!written(commission.commissionerRole)) {
    add(
      'uppdragsgivare_saknas',
      'kvalitet',
      'Skriv uppdragsgivarens roll: den som beställer analysen är också den som beslutar om åtgärderna.',
      at('commissionerRole'),
    )
  }
  if (commission.commissionDate === null) {
    add(
      'uppdragsdatum_saknas',
      'kvalitet',
      'Skriv vilken dag uppdraget gavs. Ledtiden räknas därifrån.',
      at('commissionDate'),
    )
  }
  if (!written(commission.purpose)) {
    add('syfte_saknas', 'kvalitet', 'Skriv syftet: vad ska analysen ge svar på?', at('purpose'))
  }
  if (!written(commission.scope)) {
    add(
      'avgransning_saknas',
      'tips',
      'Skriv var i förloppet analysen börjar och slutar, så att den inte växer.',
      at('scope'),
    )
  }
  if (commission.lexMaria === 'ej_avgjort' && decision.decidedDate !== null) {
    add(
      'lex_maria_ej_avgjort',
      'kvalitet',
      'Det är inte avgjort om händelsen ska anmälas enligt lex Maria. Fråga chefläkaren: anmälan ska göras snarast (patientsäkerhetslagen 3 kap. 5 §).',
      at('lexMaria'),
    )
  }
}

export function teamFindings({ members, incident }: AnalysisContent, add: Add): void {
  const at = { step: 1, part: 'members' as const }
  const leaders = members.filter((member) => member.role === 'analysledare')
  if (leaders.length === 0) {
    add(
      'analysledare_saknas',
      'kvalitet',
      'Ange en analysledare. Hen ska kunna metoden och inte komma från den berörda enheten.',
      at,
    )
  }
  const place = incident.unitName.trim().toLocaleLowerCase('sv')
  for (const leader of leaders) {
    if (place !== '' && leader.unit.trim().toLocaleLowerCase('sv') === place) {
      add(
        'analysledare_fran_enheten',
        'kvalitet',
        `Analysledaren kommer från ${incident.unitName}, där händelsen inträffade. Välj någon utifrån, så att analysen blir oberoende.`,
        { ...at, id: leader.id },
      )
    }
  }
  const team = members.filter((member) => member.role === 'analysledare' || member.role === 'medlem')
  if (team.length < 3) {
    add('litet_team', 'tips', 'Ett analysteam har oftast tre till fem personer med olika yrken.', at)
  } else if (new Set(team.map((member) => member.profession.trim().toLocaleLowerCase('sv'))).size === 1) {
    add('ett_yrke', 'tips', 'Alla i teamet har samma yrke. Flera yrken ser mer.', at)
  }
}

export function factFindings({ texts, incident }: AnalysisContent, add: Add): void {
  const at = inField(2, 'texts')
  if (!written(texts.sources)) {
    add(
      'kallor_saknas',
      'kvalitet',
      'Skriv vilka källor analysen bygger på: intervjuer (roller), journal, rutiner, loggar.',
      at('sources'),
    )
  }
  if (!written(texts.method)) {
    add(
      'metod_saknas',
      'tips',
      'Skriv kort hur analysen gjorts, så att läsaren kan bedöma den.',
      at('method'),
    )
  }
  if (!written(texts.noticed)) {
    add(
      'uppmarksammad_saknas',
      'kvalitet',
      `Skriv när och hur händelsen uppmärksammades. Det hör till utredningens innehåll enligt ${HSLF}.`,
      at('noticed'),
    )
  }
  if (!written(texts.similarEvents)) {
    add(
      'liknande_saknas',
      'kvalitet',
      `Skriv om något liknande har hänt förut, eller att ni har letat utan att finna något. Det hör till utredningens innehåll enligt ${HSLF}.`,
      at('similarEvents'),
    )
  }
  if (incident.eventDate === null && !written(incident.eventText ?? '')) {
    add(
      'handelsedatum_saknas',
      'kvalitet',
      'Händelsen har ingen tid. Komplettera i händelsen: när och var den inträffade ska framgå av utredningen.',
      { step: 2, part: 'texts' },
    )
  }
}

export function courseFindings({ delhandelser, causes, texts }: AnalysisContent, add: Add): void {
  const at = { step: 3, part: 'delhandelser' as const }
  const steps = delhandelser.filter((row) => written(row.text))
  if (steps.length === 0 && !written(texts.eventDescription)) {
    add(
      'forlopp_saknas',
      'lag',
      'Händelseförloppet är inte beskrivet. Utredningen ska så långt möjligt klarlägga det (patientsäkerhetslagen 3 kap. 3 §).',
      at,
    )
  } else if (steps.length === 0) {
    add(
      'delhandelser_saknas',
      'kvalitet',
      'Dela upp förloppet i delhändelser: en aktör och en handling i taget, med tid och källa.',
      at,
    )
  }
  const explained = new Set(causes.filter((row) => written(row.text)).map((row) => row.delhandelseId))
  for (const row of steps) {
    if (written(row.deviation) && !explained.has(row.id)) {
      add(
        'avvikelse_utan_orsak',
        'kvalitet',
        `Avvikelsen ”${excerpt(row.deviation)}” har ingen bakomliggande orsak. Fråga varför den kunde ske.`,
        { ...at, id: row.id },
      )
    }
    if (!written(row.source)) {
      add(
        'kalla_saknas',
        'tips',
        `Varifrån vet ni att ”${excerpt(row.text)}”? Skriv källan: intervju, journal eller dokument.`,
        { ...at, id: row.id, field: 'source' },
      )
    }
  }
}

const LINT_SEVERITY: Readonly<Record<LintCode, Severity>> = {
  personnummer: 'lag',
  varderande_ord: 'kvalitet',
  mojligt_namn: 'tips',
  manskligt_fel: 'tips',
  avsteg: 'tips',
  underlatenhet: 'tips',
  orsak_utan_effekt: 'tips',
}

export function causeFindings({ causes, actions }: AnalysisContent, add: Add): void {
  const at = { step: 4, part: 'causes' as const }
  const statements = causes.filter((row) => written(row.text))
  if (statements.length === 0) {
    add(
      'orsak_saknas',
      'lag',
      'Ingen bakomliggande orsak är beskriven. Utredningen ska så långt möjligt klarlägga vilka faktorer som påverkat händelsen (patientsäkerhetslagen 3 kap. 3 §). Gick det inte att finna någon, skriv det som en rad, med skälet.',
      at,
    )
  }
  const met = new Set(actions.filter((row) => written(row.text)).flatMap((row) => row.causeIds))
  for (const row of statements) {
    if (row.area === '') {
      add('orsaksomrade_saknas', 'kvalitet', `Välj orsaksområde för ”${excerpt(row.text)}”.`, {
        ...at,
        id: row.id,
        field: 'area',
      })
    }
    // Gate G1: Riksrevisionen found investigations whose measures did not meet their causes (domain.md 1.9).
    if (!met.has(row.id) && !written(row.noActionReason)) {
      add(
        'orsak_utan_atgard',
        'kvalitet',
        `Orsaken ”${excerpt(row.text)}” möts inte av någon åtgärd. Koppla en åtgärd till den, eller skriv varför ingen behövs.`,
        { step: 5, part: 'causes', id: row.id, field: 'noActionReason' },
      )
    }
    for (const note of lintCause(row.text)) {
      if (note.code === 'personnummer') continue
      add(note.code, LINT_SEVERITY[note.code], note.message, { ...at, id: row.id, field: 'text' })
    }
  }
}
