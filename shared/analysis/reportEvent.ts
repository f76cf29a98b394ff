import { PATIENT_HORD, ORSAKSOMRADEN } from './codes.ts'
import type { AnalysisContent, Cause } from './content.ts'
import type { Block, Text } from '../document/model.ts'
import { freeTextBlocks } from '../document/freeText.ts'
import { longDate } from '../time/dates.ts'
import type { NumberedAction } from './reportConnections.ts'
import {
  clean,
  countWord,
  fact,
  labelled,
  lower,
  nothing,
  paragraph,
  textBlocks,
  written,
  type Report,
} from './reportWords.ts'

/** The sections of the slutrapport that tell what happened and why. */

export function eventBlocks(report: Report): Block[] {
  const { incident, texts } = report.content
  const blocks: Block[] = []
  if (incident.origin === 'publicerad') blocks.push(sourceNote(report.content))
  blocks.push(...textBlocks(report, 'eventDescription', 'Händelsen beskrivs i händelseförloppet.'))
  blocks.push({
    type: 'facts',
    items: [
      { label: 'När', value: when(report.content) },
      { label: 'Var', value: clean(incident.unitName) },
      {
        label: 'Upptäckt',
        value: incident.discoveredDate === null ? fact(report, '') : longDate(incident.discoveredDate),
      },
      { label: 'Konsekvens för patienten', value: fact(report, incident.consequence) },
      { label: 'Omedelbar åtgärd', value: fact(report, incident.immediateAction) },
    ],
  })
  blocks.push(...labelled(report, 'Hur händelsen uppmärksammades', texts.noticed))
  blocks.push(...labelled(report, 'Liknande händelser tidigare', texts.similarEvents))
  return blocks
}

export function patientBlocks(report: Report): Block[] {
  const { patientHeard, texts } = report.content
  const heard = {
    ja: 'Patienten eller närstående har fått berätta hur de upplevde händelsen.',
    erbjuden_avbojt: 'Patienten eller närstående har erbjudits att berätta men avböjt.',
    nej: 'Patienten eller närstående har inte hörts i analysen.',
    ej_angivet: report.final
      ? 'Det framgår inte om patienten eller närstående har erbjudits att berätta.'
      : `Patienten eller närstående hörd: ${PATIENT_HORD.ej_angivet.toLocaleLowerCase('sv')}.`,
  }[patientHeard]
  const account = freeTextBlocks(clean(texts.patientAccount))
  if (account.length === 0 && patientHeard === 'ja')
    account.push(nothing(report, 'Beskrivningen är inte återgiven.'))
  return [paragraph(heard), ...account]
}

export function courseBlocks(report: Report): Block[] {
  const rows = report.delhandelser
  if (rows.length === 0) return [nothing(report, 'Förloppet är inte uppdelat i delhändelser.')]
  return [
    paragraph(
      `Förloppet är uppdelat i ${rows.length === 1 ? 'en delhändelse' : `${countWord(rows.length)} delhändelser`} i tidsordning. Avvikelse är det som inte gick som väntat.`,
    ),
    {
      type: 'table',
      caption: 'Händelseförlopp',
      columns: [
        { title: 'Nr', width: 0.06 },
        { title: 'Tid', width: 0.12 },
        { title: 'Delhändelse', width: 0.38 },
        { title: 'Avvikelse', width: 0.25 },
        { title: 'Källa', width: 0.19 },
      ],
      rows: rows.map((row, index) => [
        String(index + 1),
        row.timeText,
        actorAndAct(row),
        row.deviation,
        row.source,
      ]),
    },
  ]
}

/** One actor, one act: the actor stands first, since a column of its own breaks long words. */
function actorAndAct({ actor, text }: Report['delhandelser'][number]): Text {
  return actor === '' ? text : [{ text: actor, strong: true }, { text: `: ${lower(text)}` }]
}

export function causeBlocks(report: Report): Block[] {
  if (report.causes.length === 0) return [nothing(report, 'Ingen bakomliggande orsak är beskriven.')]
  const unmet = report.causes.filter(
    (cause) => meeting(report, cause).length === 0 && !written(cause.noActionReason),
  )
  return [
    paragraph(
      `Analysen fann ${report.causes.length === 1 ? 'en bakomliggande orsak' : `${countWord(report.causes.length)} bakomliggande orsaker`}. Orsakerna beskriver arbetssätt, miljö och organisation, inte enskilda personers skuld.`,
    ),
    {
      type: 'table',
      caption: 'Bakomliggande orsaker',
      columns: [
        { title: 'Nr', width: 0.08 },
        { title: 'Bakomliggande orsak', width: 0.44 },
        { title: 'Orsaksområde', width: 0.26 },
        { title: 'Möts av', width: 0.22 },
      ],
      rows: report.causes.map((cause) => [cause.nr, cause.text, area(cause), metBy(report, cause)]),
      ...(unmet.length === 0
        ? {}
        : {
            note: `${unmet.map((cause) => cause.nr).join(', ')} möts inte av någon åtgärd, och något skäl är inte angivet.`,
          }),
    },
  ]
}

function meeting(report: Report, cause: Cause): readonly NumberedAction[] {
  return report.actions.filter((action) => action.causeIds.includes(cause.id))
}

function metBy(report: Report, cause: Cause): string {
  const actions = meeting(report, cause)
  if (actions.length > 0) return actions.map((action) => action.nr).join(', ')
  return written(cause.noActionReason) ? `Ingen åtgärd: ${clean(cause.noActionReason)}` : 'Ingen åtgärd'
}

function area(cause: Cause): string {
  if (cause.area === '') return 'Ej angivet'
  const { label } = ORSAKSOMRADEN[cause.area]
  return written(cause.subcategory) ? `${label}: ${lower(clean(cause.subcategory))}` : label
}

function when({ incident }: AnalysisContent): string {
  if (incident.eventDate !== null) return longDate(incident.eventDate)
  return written(incident.eventText ?? '') ? clean(incident.eventText ?? '') : 'Ej angivet'
}

/** A published case happened at somebody else's: the reader must see that this is an exercise, and whose text it is. */
function sourceNote({ incident }: AnalysisContent): Block {
  const from = incident.sourcePublisher ?? 'okänd utgivare'
  const link = incident.sourceUrl
  return {
    type: 'note',
    title: 'Publicerat fall',
    text: [
      {
        text: 'Händelsen är ett publicerat lex Maria-fall. Analysen är en övning och har inte gjorts av vårdgivaren. Källa: ',
      },
      link !== null && /^https?:\/\//i.test(link) ? { text: from, href: link } : { text: from },
      { text: '.' },
    ],
  }
}
