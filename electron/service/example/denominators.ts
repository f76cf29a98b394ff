import type { Namnare } from '../../../shared/indicator/denominators.ts'
import type { Db } from '../db/database.ts'
import type { ExampleUnit } from './exampleUnits.ts'
import { EXAMPLE_YEARS } from './plan.ts'
import { Random } from './random.ts'

/** Invented volumes per report and year: about 45 reports per 1 000 vårdtillfällen where there are beds. */
const PER_REPORT: Readonly<Record<string, Readonly<Partial<Record<Namnare, number>>>>> = {
  hospital: { vardtillfallen: 22, vard_dygn: 104, besok: 140, arsarbetare: 1.9 },
  openCare: { besok: 620, arsarbetare: 2.4 },
}

const HOSPITALS = ['SU', 'NU', 'SkaS', 'SÄS', 'SV']
export const EXAMPLE_SOURCE = 'Exempeldata'

/**
 * Vårdtillfällen, vårddygn, besök and årsarbetare per förvaltning and year, in proportion to how many incidents are
 * generated, so that the rates look alike however large the example is. Rounded, and marked as example data.
 */
export function insertDenominators(
  db: Db,
  seed: number,
  incidents: number,
  units: readonly ExampleUnit[],
): number {
  const random = new Random(seed, 'denominators')
  const total = units.reduce((sum, unit) => sum + unit.share, 0)
  let rows = 0
  for (const code of new Set(units.map((unit) => unit.forvaltning))) {
    const here = units.filter((unit) => unit.forvaltning === code)
    const share = here.reduce((sum, unit) => sum + unit.share, 0) / total
    const perYear = Math.max(20, (incidents * share) / EXAMPLE_YEARS.length)
    const volumes = PER_REPORT[HOSPITALS.includes(code) ? 'hospital' : 'openCare'] ?? {}
    for (const year of EXAMPLE_YEARS) {
      for (const [kind, factor] of Object.entries(volumes)) {
        // Volumes move a few per cent between years; slightly more care each year.
        const drift = 1 + (year - 2024) * 0.012 + (random.float() - 0.5) * 0.03
        const value = round(perYear * factor * drift)
        db.run(
          `INSERT INTO denominator (forvaltning_id, year, kind, value, source, is_example) VALUES (?, ?, ?, ?, ?, 1)`,
          [here[0]?.forvaltningId ?? null, year, kind, value, EXAMPLE_SOURCE],
        )
        rows++
      }
    }
  }
  return rows
}

/** Two significant digits or so: nobody should take it for a count. */
function round(value: number): number {
  const step = value > 5000 ? 100 : value > 500 ? 10 : 5
  return Math.max(step, Math.round(value / step) * step)
}
