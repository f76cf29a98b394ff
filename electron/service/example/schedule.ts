import type { Handelsetyp } from '../../../shared/incident/codes.ts'
import { addDays } from '../../../shared/time/dates.ts'
import type { ExampleUnit } from './exampleUnits.ts'
import {
  AS_OF,
  FORVALTNING_SHARE,
  LAST_DAY,
  pickDay,
  pickHour,
  pickType,
  SPECIAL_CAUSES,
  type SpecialCause,
} from './plan.ts'
import { SETTING_FACTS } from './settings.ts'
import { Random } from './random.ts'
import { STORIES } from './texts/stories.ts'
import type { Story } from './texts/story.ts'

/** When and where one generated incident happens, before a word of it is written. */
export interface Slot {
  /** Its own stream of random numbers. */
  readonly index: number
  readonly unit: ExampleUnit
  readonly day: string
  readonly hour: number
  readonly type: Handelsetyp
  /** Day it was reported; the number of the case follows from it. */
  readonly reportedDay: string
  readonly reportedMinute: number
  readonly story: Story | null
}

/** At most this many analyses, however many incidents. */
const MOST_ANALYSES = 240

/** One analysis per hundred incidents, as in the default 60 of 6 000. */
export function analysisCount(incidents: number): number {
  return Math.min(MOST_ANALYSES, Math.round(incidents / 100))
}

/** All slots in the order they are reported, so that the case numbers grow with time. */
export function makeSchedule(seed: number, incidents: number, units: readonly ExampleUnit[]): Slot[] {
  const random = new Random(seed, 'schedule')
  const places = analysedPlaces(random, analysisCount(incidents), units)
  const extra = SPECIAL_CAUSES.flatMap((cause) =>
    Array.from({ length: Math.round(incidents * cause.share) }, () => cause),
  )
  const slots: Slot[] = []
  const shares = cumulative(units)
  for (let index = 0; index < incidents; index++) {
    const analysed = places[index]
    const cause = extra[index - places.length]
    const unit =
      analysed?.unit ?? (cause ? random.pick(placesOf(cause, units)) : pickUnit(random, units, shares))
    const day = pickDay(random, unit.setting, cause?.from, cause?.to)
    const type = analysed?.story.type ?? cause?.type ?? pickType(random, unit.setting, unit.forvaltning, day)
    const hour = analysed?.story.hour ?? pickHour(random, unit.setting, type)
    // Most are reported the same or the next day; a few much later. The last ones must still be reported in the year.
    const lag = analysed ? random.int(0, 4) : random.chance(0.55) ? random.int(0, 1) : random.days(3, 40)
    const latest = LAST_DAY > addDays(day, lag) ? addDays(day, lag) : LAST_DAY
    const reportedDay = latest < day ? day : latest
    const sameDay = reportedDay === day
    const from = sameDay ? hour * 60 + 30 : 7 * 60
    slots.push({
      index,
      unit,
      day,
      hour,
      type,
      reportedDay,
      reportedMinute: Math.min(23 * 60 + 58, from + random.int(0, sameDay ? 240 : 11 * 60)),
      story: analysed?.story ?? null,
    })
  }
  return slots.sort(
    (a, b) =>
      compare(a.reportedDay, b.reportedDay) || a.reportedMinute - b.reportedMinute || a.index - b.index,
  )
}

/** True when the day is within the example's world. */
export function hasHappened(day: string): boolean {
  return day <= AS_OF
}

/** Which stories happen where: every förvaltning has some, the rest by size; no story twice until all have been told. */
function analysedPlaces(
  random: Random,
  count: number,
  units: readonly ExampleUnit[],
): { unit: ExampleUnit; story: Story }[] {
  const places: { unit: ExampleUnit; story: Story }[] = []
  const told = new Map<string, number>()
  const codes = Object.keys(FORVALTNING_SHARE)
  const queue = count >= codes.length ? [...codes] : []
  while (places.length < count) {
    const forvaltning = queue.shift() ?? random.weighted(FORVALTNING_SHARE)
    const here = units.filter((unit) => unit.forvaltning === forvaltning)
    const fitting = STORIES.filter((story) => here.some((unit) => story.on.includes(unit.setting)))
    const fewest = Math.min(...fitting.map((story) => told.get(`${forvaltning}/${story.title}`) ?? 0))
    const story = random.pick(
      fitting.filter((candidate) => (told.get(`${forvaltning}/${candidate.title}`) ?? 0) === fewest),
    )
    told.set(`${forvaltning}/${story.title}`, fewest + 1)
    places.push({ unit: random.pick(here.filter((unit) => story.on.includes(unit.setting))), story })
  }
  return places
}

/** Where a special cause shows: the förvaltning's workplaces that report such things. */
function placesOf(cause: SpecialCause, units: readonly ExampleUnit[]): ExampleUnit[] {
  return units.filter(
    (unit) => unit.forvaltning === cause.forvaltning && cause.type in SETTING_FACTS[unit.setting].types,
  )
}

function cumulative(units: readonly ExampleUnit[]): number[] {
  let sum = 0
  return units.map((unit) => (sum += unit.share))
}

function pickUnit(random: Random, units: readonly ExampleUnit[], shares: readonly number[]): ExampleUnit {
  const point = random.float() * (shares.at(-1) ?? 0)
  const found = units[shares.findIndex((sum) => point < sum)]
  if (!found) throw new RangeError('no example units')
  return found
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}
