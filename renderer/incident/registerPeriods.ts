import { addDays, addMonths } from '../../shared/time/dates.ts'

export interface Period {
  readonly label: string
  readonly from: string
  readonly to: string
}

/** The stretches of time that are asked for most: tertial is how the region's förvaltningar report. */
export function presetPeriods(today: string): Period[] {
  const year = Number(today.slice(0, 4))
  const thisTertial = Math.floor((Number(today.slice(5, 7)) - 1) / 4)
  const tertial = (back: number): Period => {
    const index = year * 3 + thisTertial - back
    const [ofYear, number] = [Math.floor(index / 3), index % 3]
    const from = `${ofYear}-${String(number * 4 + 1).padStart(2, '0')}-01`
    return { label: `Tertial ${number + 1} ${ofYear}`, from, to: addDays(addMonths(from, 4), -1) }
  }
  return [
    { label: 'I år', from: `${year}-01-01`, to: `${year}-12-31` },
    { label: 'Förra året', from: `${year - 1}-01-01`, to: `${year - 1}-12-31` },
    { label: 'Senaste 30 dagarna', from: addDays(today, -29), to: today },
    tertial(0),
    tertial(1),
  ]
}
