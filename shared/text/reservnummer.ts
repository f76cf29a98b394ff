import { isIsoDate } from '../time/dates.ts'
import { luhnCheckDigit } from './luhn.ts'

/**
 * Reservnummer are given to patients without a personnummer or samordningsnummer. There is no national rule for them:
 * each region has a form of its own (domain.md 1.7). The forms are data, with where they were read and when.
 */
export interface ReservnummerFormat {
  readonly code: string
  readonly label: string
  /** On capitals and digits, nothing between them. */
  readonly fits: (number: string) => boolean
  readonly source: string
  /** The day the source was read. */
  readonly asOf: string
}

const LOCAL = 'https://inera.atlassian.net/wiki/pages/viewpage.action?pageId=3353227890'
const NATIONAL = 'https://confluence.cgiostersund.se/display/PU/Nationellt+Reservidformat'
const READ = '2026-11-22'

/** VGR's letters for the patient's sex count as these digits in the check digit. */
const VGR_LETTERS: Readonly<Record<string, string>> = { K: '5', M: '7', X: '8' }

export const RESERVNUMMER_FORMATS: readonly ReservnummerFormat[] = [
  { code: 'vgr', label: 'Västra Götalandsregionen', fits: isVgrReservnummer, source: LOCAL, asOf: READ },
  {
    code: 'nationellt',
    label: 'Nationell reservidentitet',
    // The source describes the check digit's place but not how letters count in it, so it is not checked.
    fits: isNationalReservId,
    source: NATIONAL,
    asOf: READ,
  },
  {
    code: 'stockholm',
    label: 'Region Stockholm',
    fits: (number) =>
      /^99(19|2[0-2])\d{8}$/.test(number) && luhnCheckDigit(number.slice(4, 11)) === Number(number[11]),
    source: LOCAL,
    asOf: READ,
  },
  {
    code: 'varmland',
    label: 'Region Värmland',
    fits: (number) => /^\d{8}S[FUXPL]\d[A-UW-Z1-9]$/.test(number) && isDay(number.slice(0, 8)),
    source: LOCAL,
    asOf: READ,
  },
]

/** The first form that the number fits, or null: another region's, or a mistyped one. */
export function reservnummerFormat(number: string): ReservnummerFormat | null {
  return RESERVNUMMER_FORMATS.find((format) => format.fits(number)) ?? null
}

/** yyyymmdd, K, M or X for the patient's sex, two digits that agree with it, and a check digit. */
export function isVgrReservnummer(number: string): boolean {
  const [, day = '', sex = '', serial = '', check = ''] = /^(\d{8})([KMX])(\d\d)(\d)$/.exec(number) ?? []
  if (!isDay(day)) return false
  const order = Number(serial)
  const agrees =
    sex === 'X'
      ? order >= 80 && order <= 89
      : order >= 6 && order <= 79 && (order % 2 === 1) === (sex === 'M')
  return agrees && luhnCheckDigit(`${day.slice(2)}${VGR_LETTERS[sex] ?? ''}${serial}`) === Number(check)
}

/** XXYYMMDDNNGC: the century raised by a multiple of three, or 00 and no real day; two letters; sex; check digit. */
function isNationalReservId(number: string): boolean {
  const match = /^(\d\d)(\d{6})[A-HJ-NPR-UX-Z]{2}[0-9A-HJ-NPR-UX-Z]\d$/.exec(number)
  if (!match) return false
  const [, series = '', six = ''] = match
  if (series === '00') return /^\d\d[2-9]\d[45]\d$/.test(six)
  if (Number(series) < 22) return false
  return [18, 19, 20].some((century) => (Number(series) - century) % 3 === 0 && isDay(`${century}${six}`))
}

function isDay(eight: string): boolean {
  return isIsoDate(`${eight.slice(0, 4)}-${eight.slice(4, 6)}-${eight.slice(6)}`)
}
