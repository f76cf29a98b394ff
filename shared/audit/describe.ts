import { ATGARDSBESLUT, EFFEKTER, HANDLINGSPLAN, STYRKOR } from '../action/codes.ts'
import { ROLE_LABELS } from '../account/roles.ts'
import { LEX_MARIA_I_UPPDRAG, ORSAKSOMRADEN, PATIENT_HORD, TEAMROLLER } from '../analysis/codes.ts'
import { TEXT_LABELS } from '../analysis/content.ts'
import type { CodeList } from '../incident/codes.ts'
import { fieldLabel, valueText, type FieldChange, type ValueWords } from '../incident/history.ts'
import { isIsoDate, longDate } from '../time/dates.ts'

/**
 * The before and after of a row in the log as lines to read: one per value that differs. Nothing is left out: what
 * has no words here is shown by its own name.
 */
export function describeDifference(
  before: unknown,
  after: unknown,
  words: ValueWords,
  entity = '',
): FieldChange[] {
  const [old, now] = [leavesOf(before), leavesOf(after)]
  return [...new Set([...now.keys(), ...old.keys()])]
    .map((path) => ({
      label: labelOf(path, entity),
      before: textOf(path, old.get(path), words),
      after: textOf(path, now.get(path), words),
    }))
    .filter((change) => change.before !== change.after)
}

const LABELS: Readonly<Record<string, string>> = {
  ...TEXT_LABELS,
  assignedTo: 'Handläggarens konto',
  assignedAt: 'Tilldelad',
  bulk: 'Samlad ändring',
  mergedInto: 'Sammanfört med ärende',
  stillDays: 'Dagar innan ett ärende ligger stilla',
  suggested: 'Valt ur ett förslag',
  suggestedType: 'Händelsetyp ur ett förslag',
  number: 'Nummer',
  arendenr: 'Ärendenummer',
  commissioner: 'Uppdragsgivare',
  commissionerRole: 'Uppdragsgivarens roll',
  commissionDate: 'Uppdragsdatum',
  purpose: 'Syfte',
  scope: 'Avgränsning',
  wantedEndDate: 'Önskat slutdatum',
  feedbackTo: 'Återkoppling till',
  lexMaria: 'Lex Maria',
  inNitha: 'Finns i Nitha',
  patientHeard: 'Patienten hörd',
  step: 'Steg',
  startedDate: 'Startad datum',
  completedDate: 'Avslutad datum',
  decidedBy: 'Beslutat av',
  decidedDate: 'Beslutsdatum',
  comment: 'Kommentar',
  reason: 'Skäl',
  openFindings: 'Kvalitetsanmärkningar',
  undoes: 'Ångrar rad',

  profession: 'Yrke',
  unit: 'Enhet',
  timeText: 'Tid',
  actor: 'Aktör',
  text: 'Text',
  source: 'Källa',
  deviation: 'Avvikelse',
  area: 'Orsaksområde',
  subcategory: 'Underkategori',
  noActionReason: 'Skäl till att ingen åtgärd behövs',
  delhandelseId: 'Delhändelse',
  causeIds: 'Hör till orsak',
  actionIds: 'Möts av åtgärd',

  strength: 'Styrka',
  responsible: 'Ansvarig',
  dueDate: 'Klar senast',
  measure: 'Mått',
  focusArea: 'Handlingsplanens område',
  decision: 'Beslut',
  decisionReason: 'Skäl till beslutet',
  doneDate: 'Genomförd datum',
  followUpDate: 'Följs upp datum',
  effect: 'Effekt',
  effectDate: 'Uppföljd datum',
  effectText: 'Om effekten',

  careRelated: 'Vårdrelaterad',
  actual: 'Faktisk',
  potential: 'Möjlig',
  lasting: 'bestående skada',
  increasedCare: 'ökat vårdbehov',
  death: 'dödsfall',
  thresholdVersion: 'Tröskelvärden',
  answers: 'Svar',

  year: 'År',
  template: 'Mall',
  decisionBody: 'Beslutsinstans',
  decisionDate: 'Beslutsdatum',
  format: 'Format',
  bytes: 'Storlek i byte',
  stamps: 'Märkt',
  version: 'Version',
  rows: 'Rader',
  filter: 'Urval',

  name: 'Namn',
  title: 'Rubrik',
  roles: 'Roller',
  grants: 'Behörighet',
  role: 'Roll',
  forvaltningId: 'Förvaltning',
  mustChange: 'Ska välja egen lösenfras',
  idleLockMinutes: 'Minuter utan aktivitet innan arbetsytan låses',
  backupKeepGigabytes: 'Säkerhetskopior får ta, GB',
  openedWith: 'Låste upp med',
  failedBefore: 'Misslyckade försök dessförinnan',
  cutShort: 'Den sista ändringen innan gick förlorad',
  device: 'Dator',
  accountId: 'Konto',
  kinds: 'Slag',
  from: 'Från',
  to: 'Till',
  about: 'Gäller',

  profile: 'Profil',
  new: 'Nya',
  changed: 'Ändrade',
  unchanged: 'Oförändrade',
  kept: 'Orörda',
  faulty: 'Felaktiga',
  incidents: 'Händelser',
  analyses: 'Händelseanalyser',
  units: 'Enheter',
  values: 'Värden',
  reports: 'Berättelser',
  seed: 'Frö',
}

/** Where the same key means another thing. */
const LABELS_OF: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  account: { title: 'Befattning' },
  backup: { kept: 'Det som ersattes ligger kvar som' },
}

const AREA_LABELS: CodeList = Object.fromEntries(
  Object.entries(ORSAKSOMRADEN).map(([code, area]) => [code, area.label]),
)

const CODES: Readonly<Record<string, CodeList>> = {
  openedWith: { passphrase: 'Lösenfrasen', recovery: 'Återställningsnyckeln', device: 'Den här datorn' },
  strength: STYRKOR,
  decision: ATGARDSBESLUT,
  effect: EFFEKTER,
  focusArea: HANDLINGSPLAN,
  area: AREA_LABELS,
  lexMaria: LEX_MARIA_I_UPPDRAG,
  patientHeard: PATIENT_HORD,
  role: { ...TEAMROLLER, ...ROLE_LABELS },
  roles: ROLE_LABELS,
}

/** Say nothing that their own fields do not. */
const WRAPPERS = new Set(['texts', 'state'])
const EMPTY = '–'
/** Between the parts of a path; no key holds it. */
const SEPARATOR = '\u0000'
const ROW = '#'

type Leaf = string | number | boolean | readonly Leaf[]

/** Every value by its path. A row of a list goes by its id where it has one, so that a moved row is the same row. */
function leavesOf(value: unknown): Map<string, Leaf> {
  const leaves = new Map<string, Leaf>()
  const walk = (inner: unknown, path: readonly string[]) => {
    if (inner === null || inner === undefined || inner === '') return
    if (Array.isArray(inner)) {
      const list: unknown[] = inner
      if (list.every(isPlain)) {
        if (list.length > 0) leaves.set(path.join(SEPARATOR), list)
        return
      }
      list.forEach((row, index) => walk(row, [...path, `${ROW}${idOf(row) ?? index + 1}`]))
      return
    }
    if (typeof inner === 'object') {
      for (const [key, deeper] of Object.entries(inner)) {
        // A row's own id names it.
        if (key === 'id' && path.at(-1)?.startsWith(ROW)) continue
        walk(deeper, [...path, key])
      }
      return
    }
    if (isPlain(inner)) leaves.set(path.join(SEPARATOR), inner)
  }
  walk(value, [])
  return leaves
}

function isPlain(value: unknown): value is string | number | boolean {
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean'
}

function idOf(row: unknown): string | undefined {
  return typeof row === 'object' && row !== null && 'id' in row && isPlain(row.id)
    ? String(row.id)
    : undefined
}

function labelOf(path: string, entity: string): string {
  const named = path.split(SEPARATOR).filter((part) => !WRAPPERS.has(part))
  const parts = named.map((part) => {
    if (part.startsWith(ROW)) return `Rad ${part.slice(ROW.length)}`
    return wordOf(part, entity)
  })
  return parts.join(', ') || 'Värde'
}

/** A key of the log may be any word, 'constructor' too. */
function wordOf(key: string, entity: string): string {
  const own = Object.hasOwn(LABELS_OF, entity) ? LABELS_OF[entity] : undefined
  if (own && Object.hasOwn(own, key)) return own[key] ?? key
  if (Object.hasOwn(LABELS, key)) return LABELS[key] ?? key
  const label: unknown = fieldLabel(key)
  return typeof label === 'string' ? label : key
}

function textOf(path: string, value: Leaf | undefined, words: ValueWords): string {
  if (value === undefined) return EMPTY
  const field = path.split(SEPARATOR).findLast((part) => !part.startsWith(ROW)) ?? ''
  if (typeof value === 'object') return value.map((item) => textOf(path, item, words)).join(', ')
  if (typeof value === 'boolean') return value ? 'Ja' : 'Nej'
  if (typeof value === 'number') {
    return field === 'forvaltningId' ? words.unitName(value) : valueText(field, value, words)
  }
  const codes = Object.hasOwn(CODES, field) ? CODES[field] : undefined
  if (codes && Object.hasOwn(codes, value)) return codes[value] ?? value
  if (isIsoDate(value)) return longDate(value)
  return field.endsWith('Date') ? value : valueText(field, value, words)
}
