import * as z from 'zod'
import { codeValue } from '../code/names.ts'
import { ARENDETYPER, STATUSAR, codesOf } from '../incident/codes.ts'
import { containsPersonnummer } from '../text/personnummer.ts'
import { IMPORT_FIELD_NAMES, IMPORT_FIELDS, importFieldSpec, type ImportField } from './fields.ts'

/** How the columns and values of a source are understood here. Saved under a name it is a profile. */

/** '' leaves the field empty; else a code, for a place a unit's id, or 'ny' and the id of the unit to make it under. */
export const valueTarget = z
  .string()
  .max(100)
  .regex(/^(?:|[A-Za-z0-9][A-Za-z0-9_.]{0,79}|ny:\d{1,9})$/, 'Välj ett värde i listan.')

const cleanName = (what: string) =>
  z
    .string()
    .trim()
    .min(1, `Skriv ${what}.`)
    .max(100, 'Namnet får vara högst 100 tecken.')
    .refine((text) => !/[\p{Cc}\p{Cf}]/u.test(text), 'Namnet har tecken som inte syns.')
    .refine((text) => !containsPersonnummer(text), 'Namnet får inte innehålla ett personnummer.')

export const mappedColumn = z.strictObject({
  index: z.number().int().min(0).max(16_383),
  heading: z
    .string()
    .max(1000)
    .refine(
      (text) => !containsPersonnummer(text),
      'Rubriken innehåller ett personnummer. Ta bort det i källan.',
    ),
  /** null: not taken in. */
  field: z.enum(IMPORT_FIELD_NAMES).nullable(),
  /** Of a date column where it has to be said. */
  dateOrder: z.enum(['ymd', 'dmy', 'mdy']).optional(),
  /**
   * How the text follows what earlier columns of the same field said: 'rubrik' under its heading (the usual),
   * 'rad' on a line of its own, 'mellanslag' on the same line.
   */
  joinWith: z.enum(['rubrik', 'rad', 'mellanslag']).optional(),
})
export type MappedColumn = z.infer<typeof mappedColumn>

export const mappedValue = z.strictObject({
  field: z.enum(IMPORT_FIELD_NAMES),
  /** As the source writes it; of a place, its levels with ' > ' between. */
  value: z
    .string()
    .min(1)
    .max(1000)
    .refine((text) => !containsPersonnummer(text), 'Värdet innehåller ett personnummer.'),
  target: valueTarget,
})
export type MappedValue = z.infer<typeof mappedValue>

export const mapping = z.strictObject({
  name: cleanName('vad profilen ska heta'),
  /** With the key it tells a row that comes again. */
  sourceSystem: cleanName('vilket system filen kommer från'),
  /** Own avvikelser lie in the own organisation; published cases beside it. */
  places: z.enum(['egen', 'publicerad']),
  columns: z.array(mappedColumn).max(16_384),
  values: z.array(mappedValue).max(20_000),
  /** A value without counterpart: under Övrigt where the list has it, or left empty. Either way it is told. */
  unknownValues: z.enum(['ovrigt', 'tom']),
  /** Unknown units are made under this unit; null: their rows are faulty, or go to the default unit. */
  newUnitsUnder: z.number().int().positive().nullable(),
  /** Of sources without numbers: whether rows that are the same in every field are one case or several. */
  repeatedRows: z.enum(['dubblett', 'egna']),
  /** Where the source says nothing. */
  defaults: z.strictObject({
    arendetyp: z.enum(codesOf(ARENDETYPER)),
    handelsetyp: codeValue,
    status: z.enum(codesOf(STATUSAR)),
    unitId: z.number().int().positive().nullable(),
  }),
})
export type Mapping = z.infer<typeof mapping>

/** What a mapping starts from. */
export const EMPTY_MAPPING: Mapping = {
  name: 'Ny profil',
  sourceSystem: 'Avvikelsesystem',
  places: 'egen',
  columns: [],
  values: [],
  unknownValues: 'ovrigt',
  newUnitsUnder: null,
  repeatedRows: 'dubblett',
  defaults: { arendetyp: 'ej_angivet', handelsetyp: 'ovrigt', status: 'ej_angivet', unitId: null },
}

export interface MappingProblem {
  readonly field: ImportField | null
  readonly text: string
}

/** Fields that several columns may fill together. */
export function takesSeveral(field: ImportField): boolean {
  const { kind } = importFieldSpec(field)
  return kind === 'text' || kind === 'tags' || kind === 'key'
}

/** What hinders that a file is read with this mapping; empty when nothing does. */
export function mappingProblems(wanted: Mapping): MappingProblem[] {
  const problems: MappingProblem[] = []
  const count = new Map<ImportField, number>()
  for (const { field } of wanted.columns) if (field) count.set(field, (count.get(field) ?? 0) + 1)
  if (!count.has('description')) {
    problems.push({ field: 'description', text: 'Välj vilken kolumn som berättar vad som hände.' })
  }
  for (const [field, columns] of count) {
    if (columns > 1 && !takesSeveral(field)) {
      const { label } = IMPORT_FIELDS[field]
      problems.push({ field, text: `Två kolumner leder till ”${label}”. Låt en av dem göra det.` })
    }
  }
  const placed = (['forvaltning', 'verksamhet', 'enhet', 'unitPath', 'unitHsaId'] as const).some((field) =>
    count.has(field),
  )
  if (wanted.places === 'egen' && !placed && wanted.defaults.unitId === null) {
    problems.push({
      field: 'enhet',
      text: 'Ingen kolumn säger var det hände. Välj en kolumn med enhet, eller en enhet som alla rader läggs på.',
    })
  }
  return problems
}
