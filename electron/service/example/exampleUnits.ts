import { VGR_FORVALTNINGAR } from '../../../shared/organisation/vgr.ts'
import type { Db } from '../db/database.ts'
import { findOwnUnitByCode, insertUnit } from '../organisation/repository.ts'
import { FORVALTNING_SHARE } from './plan.ts'
import { EXAMPLE_UNITS, SETTING_SIZE, type Setting } from './settings.ts'

/** A made-up workplace: '… (exempel)' under a real part of a förvaltning. */
export interface ExampleUnit {
  readonly id: number
  readonly forvaltning: string
  readonly forvaltningId: number
  readonly setting: Setting
  readonly name: string
  /** Its share of all reports. */
  readonly share: number
}

/** Adds the example units to the workspace's own organisation; all are marked is_example. */
export function insertExampleUnits(db: Db): ExampleUnit[] {
  const units: ExampleUnit[] = []
  for (const { code, parts } of VGR_FORVALTNINGAR) {
    const share = FORVALTNING_SHARE[code]
    if (share === undefined) continue
    const forvaltning = requireUnit(db, code)
    const here = parts.flatMap((_, index) => {
      const partCode = `${code}-${index + 1}`
      const partId = requireUnit(db, partCode)
      return (EXAMPLE_UNITS[partCode] ?? []).map(([setting, name], place) => ({
        setting,
        name: `${name} (exempel)`,
        id: insertUnit(db, {
          parentId: partId,
          organisation: 'egen',
          kind: 'enhet',
          code: `${partCode}-EX${place + 1}`,
          name: `${name} (exempel)`,
          isExample: true,
        }),
      }))
    })
    const size = here.reduce((sum, unit) => sum + SETTING_SIZE[unit.setting], 0)
    for (const unit of here) {
      units.push({
        ...unit,
        forvaltning: code,
        forvaltningId: forvaltning,
        share: (share * SETTING_SIZE[unit.setting]) / size,
      })
    }
  }
  return units
}

function requireUnit(db: Db, code: string): number {
  const unit = findOwnUnitByCode(db, code)
  if (!unit) throw new Error(`the new workspace lacks the unit ${code}`)
  return unit.id
}
