import { useMemo } from 'react'
import type { Unit } from '../../shared/organisation/contract.ts'
import { compareSwedish } from '../../shared/text/swedish.ts'
import { useRpc } from '../app/rpc.ts'
import type { Choice } from '../ui/fields.tsx'

export interface Units {
  readonly all: readonly Unit[]
  readonly byId: ReadonlyMap<number, Unit>
  /** Own förvaltningar first, then published vårdgivare. */
  readonly forvaltningar: readonly Choice<string>[]
  /** Units in tree order with their place above as detail; only those that an event can be placed at. */
  readonly choices: (scope: UnitScope) => Choice<string>[]
  readonly pathOf: (id: number) => string
}

export interface UnitScope {
  readonly organisation?: Unit['organisation']
  readonly forvaltningId?: number | undefined
}

const NONE: readonly Unit[] = []

/** The organisation's tree, ready for lists to choose from. */
export function useUnits(): Units {
  const tree = useRpc('organisation.tree', {})
  const all = tree.data ?? NONE
  return useMemo(() => makeUnits(all), [all])
}

export function makeUnits(all: readonly Unit[]): Units {
  const byId = new Map(all.map((unit) => [unit.id, unit]))
  const children = new Map<number | null, Unit[]>()
  for (const unit of all) {
    const siblings = children.get(unit.parentId)
    if (siblings) siblings.push(unit)
    else children.set(unit.parentId, [unit])
  }
  const ordered: Unit[] = []
  const walk = (parent: number | null) => {
    for (const unit of children.get(parent) ?? []) {
      ordered.push(unit)
      walk(unit.id)
    }
  }
  walk(null)
  const pathOf = (id: number): string => {
    const names: string[] = []
    for (let unit = byId.get(id); unit !== undefined && unit.forvaltningId !== null;) {
      names.unshift(unit.name)
      unit = unit.parentId === null ? undefined : byId.get(unit.parentId)
    }
    return names.join(' › ')
  }
  const forvaltningar = all
    .filter((unit) => unit.id === unit.forvaltningId)
    .sort(
      (a, b) =>
        Number(a.organisation !== 'egen') - Number(b.organisation !== 'egen') ||
        (a.organisation === 'egen' ? a.id - b.id : compareSwedish(a.name, b.name)),
    )
    .map((unit) => ({
      code: String(unit.id),
      label: unit.name,
      ...(unit.organisation === 'egen' ? {} : { detail: 'Publicerade fall' }),
    }))
  return {
    all,
    byId,
    forvaltningar,
    pathOf,
    choices: ({ organisation, forvaltningId }) =>
      ordered
        .filter((unit) => unit.forvaltningId !== null)
        .filter((unit) => organisation === undefined || unit.organisation === organisation)
        .filter((unit) => forvaltningId === undefined || unit.forvaltningId === forvaltningId)
        .map((unit) => {
          const above = unit.parentId === null ? '' : pathOf(unit.parentId)
          return {
            code: String(unit.id),
            label: unit.name,
            ...(above === '' ? {} : { detail: above }),
          }
        }),
  }
}
