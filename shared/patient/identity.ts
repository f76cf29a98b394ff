import { addMonths, isIsoDate, longDate } from '../time/dates.ts'
import { luhnCheckDigit } from '../text/luhn.ts'
import { plainDigits } from '../text/plainDigits.ts'
import { reservnummerFormat } from '../text/reservnummer.ts'

/**
 * The number a patient is known by. Personnummer by 18 § folkbokföringslagen and SKV 704, samordningsnummer by 18 a §
 * and SKV 707 (the day + 60, else the same), reservnummer by the forms in reservnummer.ts. What is said about a number
 * never repeats it.
 */
export const IDENTITY_KINDS = {
  personnummer: 'Personnummer',
  samordningsnummer: 'Samordningsnummer',
  reservnummer: 'Reservnummer',
} as const
export type IdentityKind = keyof typeof IDENTITY_KINDS

export interface Identity {
  readonly kind: IdentityKind
  /** Twelve digits, or a reservnummer's capitals and digits; nothing between them. */
  readonly number: string
  /** Null where a reservnummer does not tell it. */
  readonly birthDate: string | null
}

export type ParsedIdentity =
  | { readonly identity: Identity; readonly warnings: readonly string[]; readonly problem?: undefined }
  | { readonly problem: string }

const SHORTEST_RESERVNUMMER = 8
const LONGEST_RESERVNUMMER = 14
/** Older than anyone in Sweden has become, or close to it: worth a second look. */
const VERY_OLD = 110
const TURNS_TO_PLUS = 100

const WRONG_SHAPE =
  'Skriv ÅÅÅÅMMDD-NNNN eller ÅÅMMDD-NNNN. Ett reservnummer har bokstäver, eller börjar med 99.'

/** Reads a number as people write it. `today` is the day in Sweden: no one is born later. */
export function parseIdentity(written: string, today: string): ParsedIdentity {
  const plain = plainDigits(written).text.trim().toLocaleUpperCase('sv')
  if (plain === '') return { problem: 'Skriv numret.' }
  const match = /^(18|19|20)?(\d\d)[-./ ]?(\d\d)[-./ ]?(\d\d)\s*([-+]?)\s*(\d{4})$/.exec(plain)
  if (match) {
    const [, century, two = '', month = '', day = '', sign = '', serial = ''] = match
    const six = `${two}${month}${day}`
    const year = century === undefined ? yearOf(six, sign, today) : Number(`${century}${six.slice(0, 2)}`)
    const parsed = fromDigits(`${year}${six.slice(2)}${serial}`, today)
    if (century === undefined && parsed.problem === IN_FUTURE) {
      return { problem: `${IN_FUTURE} Skriv hela årtalet, eller plustecken om personen har fyllt 100 år.` }
    }
    return century === undefined && sign === '' ? withCenturyWarning(parsed, today) : parsed
  }
  return reservnummer(plain.replace(/[\s+./-]/g, ''))
}

/** The birthday stays readable and the rest is hidden: 19121212-****. */
export function maskIdentity({ number }: Pick<Identity, 'number'>): string {
  return number.length === 12 ? `${number.slice(0, 8)}-****` : `${number.slice(0, 4)}****`
}

/** As it is written in a journal or in the report to IVO. */
export function formatIdentity({ number }: Pick<Identity, 'number'>): string {
  return number.length === 12 ? `${number.slice(0, 8)}-${number.slice(8)}` : number
}

/** What the case says of its patient, to hold the number against. */
export interface KnownOfPatient {
  readonly eventDate: string | null
  readonly patientAge: number | null
}

/** Signs that it may be another patient's number. They do not stop the work: the case may be what is wrong. */
export function contradictions(
  { birthDate }: Identity,
  { eventDate, patientAge }: KnownOfPatient,
  today: string,
): string[] {
  if (birthDate === null) return []
  const day = eventDate ?? today
  if (birthDate > day) return [`Personen är född efter händelsen ${longDate(day)}. Är det rätt patient?`]
  const age = ageOn(birthDate, day)
  // Who was reported a year older or younger is hardly somebody else.
  if (patientAge === null || Math.abs(age - patientAge) <= 1) return []
  return [`Enligt händelsen var patienten ${patientAge} år, enligt numret ${age}. Är det rätt patient?`]
}

/** Whole years on a day. Who was born on 29 February grows older on the last of February. */
export function ageOn(birthDate: string, day: string): number {
  const years = Number(day.slice(0, 4)) - Number(birthDate.slice(0, 4))
  return addMonths(birthDate, years * 12) <= day ? years : years - 1
}

/** True when the text holds the very number, however it is divided: for a reservnummer nothing else can tell. */
export function mentions(text: string, { number }: Pick<Identity, 'number'>): boolean {
  const letters = plainDigits(text)
    .text.toLocaleUpperCase('sv')
    .replace(/[^\p{L}\p{Nd}]/gu, '')
  return letters.includes(number) || (number.length === 12 && letters.includes(number.slice(2)))
}

const IN_FUTURE = 'Datumet i numret ligger i framtiden.'

function fromDigits(twelve: string, today: string): ParsedIdentity {
  const day = Number(twelve.slice(6, 8))
  const kind = day > 60 ? 'samordningsnummer' : 'personnummer'
  const birthDay = String(day > 60 ? day - 60 : day).padStart(2, '0')
  const birthDate = `${twelve.slice(0, 4)}-${twelve.slice(4, 6)}-${birthDay}`
  if (!isIsoDate(birthDate)) {
    return { problem: 'Datumet i numret finns inte. Kontrollera år, månad och dag.' }
  }
  if (birthDate > today) return { problem: IN_FUTURE }
  if (twelve.slice(8, 11) === '000' || luhnCheckDigit(twelve.slice(2, 11)) !== Number(twelve[11])) {
    return { problem: 'Kontrollsiffran stämmer inte: någon siffra är fel, eller två har bytt plats.' }
  }
  const age = ageOn(birthDate, today)
  return {
    identity: { kind, number: twelve, birthDate },
    warnings: age >= VERY_OLD ? [`Personen skulle vara ${age} år. Stämmer årtalet?`] : [],
  }
}

/**
 * The year of a number without century: the latest that has been. A plus sign takes its place from the year the person
 * turns 100 (18 § folkbokföringslagen).
 */
function yearOf(six: string, sign: string, today: string): number {
  const thisYear = Number(today.slice(0, 4))
  const latest = thisYear - ((((thisYear - Number(six.slice(0, 2))) % 100) + 100) % 100)
  return sign === '+' ? latest - TURNS_TO_PLUS : latest
}

/** Ten digits and no sign: the person may as well be a hundred years older. */
function withCenturyWarning(parsed: ParsedIdentity, today: string): ParsedIdentity {
  if (parsed.problem !== undefined || parsed.identity.birthDate === null) return parsed
  const year = Number(parsed.identity.birthDate.slice(0, 4))
  if (Number(today.slice(0, 4)) - (year - TURNS_TO_PLUS) >= VERY_OLD) return parsed
  return {
    ...parsed,
    warnings: [
      ...parsed.warnings,
      `Läses som född ${year}. Skriv hela årtalet om det är ${year - TURNS_TO_PLUS}.`,
    ],
  }
}

function reservnummer(compact: string): ParsedIdentity {
  const format = reservnummerFormat(compact)
  const hasLetter = /[A-ZÅÄÖ]/.test(compact)
  const fitsAny =
    hasLetter &&
    /^[0-9A-ZÅÄÖ]+$/.test(compact) &&
    /\d{4}/.test(compact) &&
    compact.length >= SHORTEST_RESERVNUMMER &&
    compact.length <= LONGEST_RESERVNUMMER
  if (!format && !fitsAny) return { problem: WRONG_SHAPE }
  const birthDate = format?.code === 'vgr' ? dateOf(compact) : null
  return {
    identity: { kind: 'reservnummer', number: compact, birthDate },
    warnings: format
      ? []
      : [
          'Numret har inte den form som Västra Götalandsregionen eller det nationella reservnumret har. Kontrollera att varje tecken stämmer, och att det inte står O i stället för noll.',
        ],
  }
}

function dateOf(number: string): string {
  return `${number.slice(0, 4)}-${number.slice(4, 6)}-${number.slice(6, 8)}`
}
