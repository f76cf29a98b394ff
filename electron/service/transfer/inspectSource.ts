import { LardomError } from '../../../shared/rpc/error.ts'
import type { OutputOf } from '../../../shared/rpc/procedure.ts'
import type { ImportProfile, transferContract } from '../../../shared/transfer/contract.ts'
import { importFieldSpec, IMPORT_FIELD_NAMES } from '../../../shared/transfer/fields.ts'
import type { DetectedSource, ReadSettings, SourceColumn } from '../../../shared/transfer/format.ts'
import { EMPTY_MAPPING, type Mapping } from '../../../shared/transfer/mapping.ts'
import { plainKey } from '../../../shared/transfer/nearest.ts'
import { columnsBy, suggestColumns, type ContentMatch } from '../../../shared/transfer/suggestColumns.ts'
import type { Db } from '../db/database.ts'
import { CodeBooks } from './codeBook.ts'
import { hashFile, namedFile } from './fileHash.ts'
import { fitMapping } from './fitMapping.ts'
import { OwnPlaces, splitPath } from './ownPlaces.ts'
import { listProfiles, rememberedValues } from './profileStore.ts'
import { openSource } from './reading/openSource.ts'
import { SHIPPED_PROFILES } from './shippedProfiles.ts'
import { keepMemoryYoung } from './youngMemory.ts'

type Inspected = OutputOf<(typeof transferContract)['transfer.inspect']>

/** Looks at a file and proposes how to understand it. Changes nothing. */
export async function inspectSource(
  db: Db,
  input: { path: string; wishes: ReadSettings; profile: string | null },
  signal: AbortSignal,
): Promise<Inspected> {
  keepMemoryYoung()
  const { detected } = await openSource(input.path, input.wishes, { signal })
  const sha256 = await hashFile(input.path, signal)
  const fileName = namedFile(input.path)
  const profiles = listProfiles(db)
  const suggestions = suggestColumns(detected.columns, contentReader(db))
  const chosen =
    input.profile === null
      ? bestProfile(profiles, detected.columns)
      : wantedProfile(profiles, input.profile, detected.columns, fileName)
  const found = chosen
    ? fitMapping(chosen.mapping, detected.columns).mapping
    : {
        ...EMPTY_MAPPING,
        name: nameFrom(fileName),
        columns: columnsBy(detected.columns, suggestions),
      }
  const mapping = withOrders(found, detected.columns)
  return {
    fileName,
    detected,
    sha256,
    mapping: { ...mapping, values: withRemembered(mapping, rememberedValues(db, mapping.sourceSystem)) },
    suggestions,
    profile: chosen?.id ?? null,
    profiles,
  }
}

/** The profile all of whose columns the file has; of several the one that reads the most of them. */
function bestProfile(
  profiles: readonly ImportProfile[],
  columns: DetectedSource['columns'],
): ImportProfile | undefined {
  return profiles
    .map((profile) => ({ profile, ...fitOf(profile, columns) }))
    .filter(({ missing }) => missing.length === 0)
    .sort((a, b) => b.read - a.read)[0]?.profile
}

function wantedProfile(
  profiles: readonly ImportProfile[],
  id: string,
  columns: DetectedSource['columns'],
  file: string,
): ImportProfile {
  const wanted = profiles.find((profile) => profile.id === id || profile.mapping.name === id)
  if (!wanted) {
    const known = profiles.map((profile) => `${profile.mapping.name} (${profile.id})`).join(', ')
    throw new LardomError(
      'INPUT_INVALID',
      { detail: `Profilen finns inte. Det finns: ${known}.` },
      { field: 'profile' },
    )
  }
  const { missing } = fitOf(wanted, columns)
  if (missing.length === 0) return wanted
  throw new LardomError('SOURCE_INVALID', {
    file,
    detail: `${missing.length === 1 ? 'kolumnen' : 'kolumnerna'} ${missing.join(', ')} saknas för profilen ${wanted.mapping.name}.`,
  })
}

function fitOf(
  profile: ImportProfile,
  columns: DetectedSource['columns'],
): { missing: string[]; read: number } {
  const { missing, mapping } = fitMapping(profile.mapping, columns)
  const needs = SHIPPED_PROFILES.find(({ id }) => profile.shipped && id === profile.id)?.needs
  return {
    missing: needs ? missing.filter((heading) => needs.includes(heading)) : missing,
    read: mapping.columns.filter(({ field }) => field !== null).length,
  }
}

/** A column of dates whose order the file shows gets it, unless the profile has said. */
function withOrders(mapping: Mapping, columns: DetectedSource['columns']): Mapping {
  return {
    ...mapping,
    columns: mapping.columns.map((column) => {
      const order = columns[column.index]?.dateOrder
      const isDate = column.field !== null && importFieldSpec(column.field).kind === 'date'
      return isDate && column.dateOrder === undefined && (order === 'dmy' || order === 'mdy')
        ? { ...column, dateOrder: order }
        : column
    }),
  }
}

/** What was said before counts where this mapping says nothing. */
function withRemembered(mapping: Mapping, remembered: Mapping['values']): Mapping['values'] {
  const said = new Set(mapping.values.map(({ field, value }) => `${field}\u0001${plainKey(value)}`))
  return [
    ...mapping.values,
    ...remembered.filter(({ field, value }) => !said.has(`${field}\u0001${plainKey(value)}`)),
  ]
}

/** How many of a column's different values are in each list, and how many are units. */
function contentReader(db: Db): (column: SourceColumn) => ContentMatch[] {
  const books = new CodeBooks(db, [])
  const places = new OwnPlaces(db, [], null)
  const fields = IMPORT_FIELD_NAMES.filter((field) => ['code', 'tags'].includes(importFieldSpec(field).kind))
  return ({ samples, looksLike }) => {
    if (looksLike !== 'code' && looksLike !== 'text') return []
    const values = samples.filter((sample) => sample.length <= 120)
    if (values.length === 0) return []
    const matches = fields.map((field) => {
      const book = books.of(field)
      return { field, known: values.filter((value) => book.find(value)).length, values: values.length }
    })
    const units = values.filter(
      (value) => places.find({ levels: splitPath(value), hsaId: '' }).kind === 'unit',
    ).length
    return [...matches, { field: 'enhet' as const, known: units, values: values.length }]
  }
}

/** 'avvikelser_2025.csv' → 'avvikelser 2025'. */
function nameFrom(fileName: string): string {
  const plain = fileName
    .replace(/\.[a-z0-9]{1,5}$/i, '')
    .replace(/[\p{Cc}\p{Cf}]/gu, '')
    .replace(/[_\s]+/g, ' ')
    .trim()
  return plain.slice(0, 100) || 'Ny profil'
}
