import { EJ_KLASSIFICERAD, type NccMerp, type Vantetid } from '../../../shared/incident/codes.ts'
import { isChildByAge } from '../../../shared/incident/sections.ts'
import { addDays } from '../../../shared/time/dates.ts'
import type { NewIncidentRow } from '../incident/repository.ts'
import type { GeneratedIncident } from './incidents.ts'
import { AS_OF } from './plan.ts'
import { Random } from './random.ts'
import type { Slot } from './schedule.ts'
import {
  AREA_OF_SPECIALTY,
  CARE_STEPS,
  DEVICES,
  HARM_TYPES,
  KOMMUNER_OF,
  MEDICINES,
  NO_FEEDBACK,
  UNDER_TYPES,
} from './perspectiveTables.ts'

type Made = Omit<NewIncidentRow, 'arendenr'>
type More = Partial<NewIncidentRow>

/**
 * What the whole report asks besides, out of what the incident already says; from numbers of its own, so that nothing
 * that was there before is moved.
 */
export function withPerspectives(seed: number, slot: Slot, made: Made, handler: string): Made {
  const random = new Random(seed, `perspective/${slot.index}`)
  const text = `${made.title}. ${made.description}`
  const first: Made = {
    ...made,
    ...involved(made, text),
    ...patientOf(random, slot, made),
    ...harmOf(random, made),
  }
  return {
    ...first,
    ...waiting(random, made, text),
    ...together(random, slot, made, text),
    ...regionOf(random, slot, first),
    ...handling(random, first, handler),
  }
}

/** Reported so lately that many of them still lie in the inbox. */
const LATELY = addDays(AS_OF, -40)

/**
 * The newest of the harmless, as they came: nobody has assessed them yet. The rest of the example is assessed quicker
 * than most real registers, and its inbox would be empty.
 */
export function asReported(seed: number, slot: Slot, generated: GeneratedIncident): GeneratedIncident {
  const { incident } = generated
  const harmless = incident.harm === 'ingen_skada' && incident.potentialHarm !== 'risk_allvarlig_vardskada'
  if (slot.reportedDay < LATELY || !harmless || !new Random(seed, `inbox/${slot.index}`).chance(0.6)) {
    return generated
  }
  return {
    incident: {
      ...incident,
      status: 'inkommen',
      harm: 'ej_bedomd',
      potentialHarm: 'ej_bedomd',
      riskScore: null,
      riskLevel: null,
      investigated: false,
      closedDate: null,
      causesText: '',
      measuresText: '',
      feedbackGivenDate: null,
      feedbackText: '',
    },
    assessment: null,
  }
}

function firstMatch<T>(text: string, rules: readonly (readonly [RegExp, T])[]): T | null {
  return rules.find(([pattern]) => pattern.test(text))?.[1] ?? null
}

/** Type, step of the care and what was involved, by the words of the report. */
function involved(made: Made, text: string): More {
  const { handelsetyp } = made
  const medicine = handelsetyp === 'lakemedel' ? firstMatch(text, MEDICINES) : null
  const device = handelsetyp === 'medicinteknik' ? firstMatch(text, DEVICES) : null
  const agens = {
    lakemedel: 'lakemedel',
    medicinteknik: 'medicinteknik',
    it: 'it',
    blod: 'blod',
    lokal: 'lokal',
  }
  const known = Object.entries(agens).find(([type]) => type === handelsetyp)?.[1]
  return {
    undertyp: firstMatch(text, UNDER_TYPES[handelsetyp] ?? []),
    vardprocess: CARE_STEPS[handelsetyp] ?? null,
    agens: known === undefined ? [] : [known],
    medicineName: medicine ?? '',
    medicineStrength: medicine === null ? '' : (/\d+(?:,\d+)? (?:mg|ml|E)\b/u.exec(text)?.[0] ?? ''),
    deviceName: device ?? '',
  }
}

function patientOf(random: Random, slot: Slot, made: Made): More {
  const { patientAge: age = null, patientInformed: informed = null } = made
  if (made.patientInvolved === false || age === null) return {}
  const child = isChildByAge(age) === true
  const old = age >= 65 && ['avd', 'akut', 'vc', 'jour', 'rehab'].includes(slot.unit.setting)
  const frail = old && random.chance(age >= 80 ? 0.55 : 0.18)
  const long = frail || ['psyk', 'hab', 'vc'].includes(slot.unit.setting)
  return {
    isChild: child ? true : null,
    ...(child && informed === 'ja'
      ? {
          childInformed: age < 3 ? 'ej_aktuellt' : random.chance(0.7) ? 'ja' : 'nej',
          guardianInformed: 'ja',
        }
      : {}),
    ...(old ? { frailElderly: frail } : {}),
    ...(long && random.chance(0.6)
      ? {
          fastVardkontakt: random.weighted({ ja: 0.5, nej: 0.35, okant: 0.15 }),
          vardplan: random.weighted({ ja: 0.4, nej: 0.4, okant: 0.2 }),
        }
      : {}),
  }
}

/** The letters that a severity most often stands for (domain.md 5.4). */
const LETTERS: Readonly<Record<number, readonly NccMerp[]>> = {
  1: ['E'],
  2: ['E', 'F'],
  3: ['F', 'G'],
  4: ['H', 'I'],
}

function harmOf(random: Random, made: Made): More {
  const { harm = 'ej_bedomd' } = made
  if (harm === 'ej_bedomd') return {}
  if (harm === 'ingen_skada') return random.chance(0.3) ? { nccMerp: random.pick(['A', 'B', 'C', 'D']) } : {}
  const severity = Math.max(1, made.reportedActualSeverity ?? 1)
  return {
    skadetyp: HARM_TYPES[made.handelsetyp] ?? 'ovrig',
    nccMerp: random.pick(LETTERS[severity] ?? ['E']),
    psychologicalSeverity: random.chance(0.5) ? random.int(0, Math.min(3, severity)) : null,
  }
}

const COUNTS = ['noll', 'en', 'två', 'tre', 'fyra', 'fem', 'sex', 'sju', 'åtta', 'nio', 'tio', 'elva', 'tolv']

/** The wait that the report tells of, in days; null where it tells none. */
function toldDays(text: string): number | null {
  const found = /(\d+|[a-zåäö]+) (veckor|dagar|månader)/u.exec(text)
  const [, count = '', unit = ''] = found ?? []
  const number = /^\d+$/u.test(count) ? Number(count) : COUNTS.indexOf(count)
  if (number <= 0) return null
  return number * ({ veckor: 7, månader: 30, dagar: 1 }[unit] ?? 1)
}

const WAITS: readonly (readonly [RegExp, Vantetid])[] = [
  [/kom inte fram på telefon/iu, 'kontakt'],
  [/återbesök|revisionskontroll|kallas/iu, 'aterbesok'],
  [/operation/iu, 'behandling'],
  [/vårdplats|akuten|väntrum/iu, 'annan'],
  [/utredning|undersökning|svar/iu, 'undersokning'],
]

function waiting(random: Random, made: Made, text: string): More {
  const told = toldDays(text)
  if (made.handelsetyp === 'tillganglighet') {
    const kind = firstMatch(text, WAITS) ?? (made.vardtyp === 'primarvard' ? 'bedomning' : 'besok')
    return told === null ? {} : { waitingKind: kind, waitingDays: told }
  }
  // Remisser that were never sent, answers that nobody read: the wait is part of the harm.
  const isLate = ['diagnostik', 'kommunikation'].includes(made.handelsetyp) && /remiss/iu.test(text)
  if (!isLate || told === null) return {}
  return { waitingKind: 'besok', waitingDays: told + (random.chance(0.25) ? random.int(40, 90) : 0) }
}

/** Another vårdgivare that the event concerns. */
function together(random: Random, slot: Slot, made: Made, text: string): More {
  const named = /kommun|hemsjukvård|boende/iu.test(text)
  if (made.arendetyp !== 'samverkansavvikelse' && !(named && made.handelsetyp === 'kommunikation')) return {}
  const kind = named
    ? 'kommun'
    : random.weighted({ kommun: 0.5, annan_forvaltning: 0.25, privat: 0.2, annan: 0.05 })
  const near = KOMMUNER_OF[slot.unit.forvaltning]
  return {
    samverkan: kind,
    samverkanWith: kind === 'kommun' && near !== undefined ? random.pick(near) : '',
  }
}

function regionOf(random: Random, slot: Slot, made: Made): More {
  const { setting } = slot.unit
  const areas = {
    nara_vard: ['vc', 'jour', 'telefon', 'rehab'].includes(setting)
      ? 0.15
      : made.samverkan === 'kommun'
        ? 0.4
        : 0,
    prioritering: made.handelsetyp === 'tillganglighet' ? 0.25 : 0,
    digitalisering: made.handelsetyp === 'it' ? 0.5 : 0,
    kvalitetsutveckling: made.handelsetyp === 'organisation' ? 0.15 : 0,
    barnuppdraget: made.isChild === true ? 0.4 : 0,
  }
  const registers = {
    senior_alert: ['fall', 'trycksar', 'nutrition'].includes(made.handelsetyp) ? 0.15 : 0,
    snq: made.specialty === 'neonatalvård' ? 0.3 : 0,
    svar: setting === 'akut' ? 0.05 : 0,
    spor: setting === 'op' ? 0.1 : 0,
  }
  const chosen = (chances: Readonly<Record<string, number>>) =>
    Object.entries(chances)
      .filter(([, chance]) => chance > 0 && random.chance(chance))
      .map(([code]) => code)
  return {
    medicalArea: AREA_OF_SPECIALTY[made.specialty ?? ''] ?? null,
    strategiomraden: chosen(areas),
    kvalitetsregister: chosen(registers),
    // Some care is given by phone, video or a team on the road.
    ...(setting === 'vc' && random.chance(0.09) ? { vardtyp: random.chance(0.7) ? 'digital' : 'mobil' } : {}),
  }
}

/** Short reports among the new, a handläggare where one investigates, and an answer to whoever asked for one. */
function handling(random: Random, made: Made, handler: string): More {
  const { status } = made
  const wanted = random.chance(0.86)
  if (status === 'inkommen') {
    const isShort = random.chance(0.45)
    return {
      feedbackWanted: wanted,
      incomplete: isShort,
      ...(isShort ? { vardtyp: null, undertyp: null, medicalArea: null } : {}),
      ...(isShort && random.chance(0.3) ? { handelsetyp: EJ_KLASSIFICERAD } : {}),
    }
  }
  const hasHandler =
    status === 'under_utredning' || (status !== 'avvisad' && status !== 'overford' && random.chance(0.4))
  const closed = status === 'avslutad'
  const given = made.feedbackGivenDate !== undefined && made.feedbackGivenDate !== null
  return {
    feedbackWanted: given || wanted,
    ...(closed && !given && wanted ? { feedbackSkipReason: random.pick(NO_FEEDBACK) } : {}),
    ...(hasHandler && !closed ? { assignedTo: handler } : {}),
    ...(status === 'uppfoljning' ? { followUpDate: addDays(AS_OF, random.int(14, 120)) } : {}),
  }
}
