import { LardomError } from '../../../shared/rpc/error.ts'
import type { DetectedSource } from '../../../shared/transfer/format.ts'
import { mappingProblems, type MappedColumn, type Mapping } from '../../../shared/transfer/mapping.ts'
import { plainKey } from '../../../shared/transfer/nearest.ts'

/**
 * The mapping on this file's columns: found by heading, for columns may stand in another order. A heading that has been
 * lost is told; a column that the mapping does not know is not read.
 */
export function fitMapping(
  mapping: Mapping,
  columns: DetectedSource['columns'],
): {
  mapping: Mapping
  missing: string[]
} {
  const byName = new Map<string, number[]>()
  for (const { index, name } of columns) {
    const key = headingKey(name)
    byName.set(key, [...(byName.get(key) ?? []), index])
  }
  const taken = new Map<number, MappedColumn>()
  const missing: string[] = []
  for (const column of mapping.columns) {
    const places = byName.get(headingKey(column.heading)) ?? []
    const index =
      places.includes(column.index) && !taken.has(column.index)
        ? column.index
        : places.find((place) => !taken.has(place))
    if (index !== undefined) taken.set(index, { ...column, index })
    else if (column.field !== null) missing.push(column.heading)
  }
  return {
    mapping: {
      ...mapping,
      columns: columns.map(({ index, name }) => {
        const known = taken.get(index)
        return known ? { ...known, heading: name } : { index, heading: name, field: null }
      }),
    },
    missing,
  }
}

/** @throws SOURCE_INVALID when the file lacks a column, INPUT_INVALID when the mapping cannot be used. */
export function fittedOrRefused(
  wanted: Mapping,
  columns: DetectedSource['columns'],
  fileName: string,
): Mapping {
  const { mapping, missing } = fitMapping(wanted, columns)
  if (missing.length > 0) {
    throw new LardomError('SOURCE_INVALID', {
      file: fileName,
      detail: `${missing.length === 1 ? 'kolumnen' : 'kolumnerna'} ${missing.join(', ')} saknas för profilen ${wanted.name}.`,
    })
  }
  const problem = mappingProblems(mapping)[0]
  if (problem)
    throw new LardomError('INPUT_INVALID', { detail: problem.text }, { field: problem.field ?? 'mapping' })
  return mapping
}

function headingKey(name: string): string {
  return plainKey(name) || name
}
