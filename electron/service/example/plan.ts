import type { Handelsetyp } from '../../../shared/incident/codes.ts'
import { daysBetween } from '../../../shared/time/dates.ts'
import type { Random } from './random.ts'
import { SETTING_FACTS, type Setting } from './settings.ts'

/**
 * How the generated incidents are spread. Everything here is invented; it is shaped so that tables and charts of the
 * example are worth looking at: förvaltningar of unlike size, weekdays and seasons, a trend, and three special causes.
 */

/** Whole years, so that the yearly reports compare. */
export const EXAMPLE_YEARS = [2023, 2024, 2025] as const
export const FIRST_DAY = '2023-01-01'
export const LAST_DAY = '2025-12-31'
/** The example stands still on this day: what is open is open as of then, and nothing is dated later. */
export const AS_OF = '2026-01-15'

/** Share of all reports, roughly by the size of the förvaltning. */
export const FORVALTNING_SHARE: Readonly<Record<string, number>> = {
  SU: 33,
  NU: 15,
  SkaS: 13,
  SÄS: 11,
  SV: 10,
  NH: 9,
  RH: 3.5,
  HoH: 2,
  FTV: 3.5,
}

/** Reporting grows a little each year: more reports can be a sign of a better culture, not of worse care. */
const YEAR_FACTOR: Readonly<Record<number, number>> = { 2023: 0.94, 2024: 1, 2025: 1.07 }
/** January to December: fewer in the holidays, more in the winter. */
const MONTH_FACTOR = [1.07, 1.04, 1.05, 1, 1, 0.97, 0.86, 0.93, 1.03, 1.04, 1.05, 0.96]
const WEEKEND_FACTOR = 0.72

/** A time when more of one kind happened than otherwise, for the charts to find. Dates both included. */
export interface SpecialCause {
  readonly text: string
  readonly from: string
  readonly to: string
  readonly forvaltning: string
  readonly type: Handelsetyp
  /** Of all incidents, this share happened there and then, besides what happens otherwise. */
  readonly share: number
}

export const SPECIAL_CAUSES: readonly SpecialCause[] = [
  {
    text: 'Driftstörning i läkemedelsmodulen under två veckor',
    from: '2025-03-10',
    to: '2025-03-23',
    forvaltning: 'SkaS',
    type: 'it',
    share: 0.0045,
  },
  {
    text: 'Stängda vårdplatser under sommaren',
    from: '2024-07-08',
    to: '2024-08-11',
    forvaltning: 'SU',
    type: 'tillganglighet',
    share: 0.007,
  },
]

/** A lasting change for the better: dosrond with the patient present, and half as many läkemedel events. */
export const SHIFT = { forvaltning: 'NU', type: 'lakemedel', from: '2024-09-01', factor: 0.5 } as const

/** Falls become fewer and pressure ulcers vary, whatever the reporting does. */
const TYPE_TREND: Readonly<Partial<Record<Handelsetyp, Readonly<Record<number, number>>>>> = {
  fall: { 2023: 1.38, 2024: 1.08, 2025: 0.68 },
  tillganglighet: { 2023: 0.9, 2024: 1.05, 2025: 1.05 },
  dokumentation: { 2023: 0.95, 2024: 1, 2025: 1.06 },
}

const MOST_DAY = 1.07 * 1.07

/** How likely a report is on the day, compared with the busiest ordinary day. */
function dayFactor(day: string, setting: Setting): number {
  const date = new Date(`${day}T00:00:00Z`)
  const weekday = date.getUTCDay()
  const weekend = weekday === 0 || weekday === 6
  const open = !weekend || SETTING_FACTS[setting].aroundTheClock || setting === 'jour'
  if (!open) return 0
  const year = YEAR_FACTOR[date.getUTCFullYear()] ?? 1
  const month = MONTH_FACTOR[date.getUTCMonth()] ?? 1
  return (year * month * (weekend && setting !== 'jour' ? WEEKEND_FACTOR : 1)) / MOST_DAY
}

const DAYS = daysBetween(FIRST_DAY, LAST_DAY)

/** A day for one report, by rejection: open days oftener than others as the factors say. */
export function pickDay(random: Random, setting: Setting, from = FIRST_DAY, to = LAST_DAY): string {
  const [first, last] = [daysBetween(FIRST_DAY, from), daysBetween(FIRST_DAY, to)]
  for (;;) {
    const day = dayAfterFirst(random.int(first, last))
    if (random.chance(dayFactor(day, setting))) return day
  }
}

/** A händelsetyp for the place and day, with trend and special causes. */
export function pickType(random: Random, setting: Setting, forvaltning: string, day: string): Handelsetyp {
  const year = Number(day.slice(0, 4))
  const weights: Partial<Record<Handelsetyp, number>> = { ...SETTING_FACTS[setting].types }
  for (const [type, byYear] of Object.entries(TYPE_TREND) as [Handelsetyp, Record<number, number>][]) {
    const weight = weights[type]
    if (weight !== undefined) weights[type] = weight * (byYear[year] ?? 1)
  }
  const shifted = weights[SHIFT.type]
  if (shifted !== undefined && forvaltning === SHIFT.forvaltning && day >= SHIFT.from) {
    weights[SHIFT.type] = shifted * SHIFT.factor
  }
  return random.weighted(weights)
}

/** Hour of the event: falls come in the early morning, the rest when most is done. */
export function pickHour(random: Random, setting: Setting, type: Handelsetyp): number {
  if (!SETTING_FACTS[setting].aroundTheClock) {
    return setting === 'jour' ? random.int(17, 21) : random.int(8, 16)
  }
  const night = type === 'fall' ? 0.34 : type === 'psykiatri' ? 0.26 : 0.16
  if (random.chance(night)) return random.pick([22, 23, 0, 1, 2, 3, 4, 5, 5, 6])
  return random.chance(0.3) ? random.int(16, 21) : random.int(7, 15)
}

export function dygnstid(hour: number): 'dag' | 'kvall' | 'natt' {
  if (hour >= 7 && hour < 16) return 'dag'
  return hour >= 16 && hour < 22 ? 'kvall' : 'natt'
}

const FIRST = Date.parse(`${FIRST_DAY}T00:00:00Z`)
const CALENDAR: string[] = []

function dayAfterFirst(offset: number): string {
  // Asked some ten thousand times: the calendar is made once.
  if (CALENDAR.length === 0) {
    for (let day = 0; day <= DAYS; day++) {
      CALENDAR.push(new Date(FIRST + day * 86_400_000).toISOString().slice(0, 10))
    }
  }
  const day = CALENDAR[offset]
  if (day === undefined) throw new RangeError(`day ${offset}`)
  return day
}
