import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import * as z from 'zod'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { ImportReport } from '../../../shared/transfer/contract.ts'
import { importFile } from '../testing/importFile.ts'
import { openTestWorkspace, type TestWorkspace } from '../testing/testWorkspace.ts'

/** The 101 faults planted in avvikelser_smutsig.csv, each with what should be done about it. */
const plantedSchema = z.object({
  real_rows: z.number(),
  records_total: z.number(),
  faults: z.array(
    z.object({
      no: z.number(),
      record_no: z.number(),
      line_no: z.number(),
      arendenummer: z.string(),
      fault: z.string(),
      column: z.string(),
      planted: z.string(),
      original: z.string().nullish(),
    }),
  ),
})
const folder = join(import.meta.dirname, 'testdata')
const planted = plantedSchema.parse(JSON.parse(readFileSync(join(folder, 'faults.json'), 'utf8')))
type Planted = (typeof planted.faults)[number]

let workspace: TestWorkspace
let result: ImportReport

beforeAll(async () => {
  workspace = await openTestWorkspace({ now: '2026-11-22T10:00:00Z' })
  result = await importFile(workspace, join(folder, 'avvikelser_smutsig.csv'))
})
afterAll(() => workspace.close())

interface Row {
  description: string
  title: string
  event_date: string | null
  source_date: string | null
  status: string
  place: string
  reported: string | null
  severity: number | null
}

const row = (key: string) =>
  workspace.db().get<Row>(
    `SELECT description, title, event_date, source_date, incident.status, unit.name AS place, reported_text AS reported,
       reported_actual_severity AS severity
     FROM incident JOIN unit ON unit.id = unit_id LEFT JOIN lex_maria_case ON incident_id = incident.id
     WHERE source_key = ?`,
    [key.trim().toLocaleUpperCase('sv')],
  )
/** The key as the clean file has it: some faults are in the key itself. */
const keyOf = (fault: Planted) => fault.arendenummer.replaceAll('\u00a0', ' ')
const faultyAt = (fault: Planted) =>
  result.faulty.find((report) => report.row === fault.record_no && report.line === fault.line_no)
const warnedAt = (fault: Planted) => result.warnings.filter((report) => report.row === fault.record_no)
const told = (fault: Planted) => faultyAt(fault) !== undefined || warnedAt(fault).length > 0

const refused = (fault: Planted) => {
  expect(faultyAt(fault)).toBeDefined()
  if (fault.fault !== 'duplicate_conflict' && keyOf(fault) !== '') expect(row(keyOf(fault))).toBeUndefined()
}
const warned = (fault: Planted) => {
  expect(warnedAt(fault).length).toBeGreaterThan(0)
  expect(row(keyOf(fault))).toBeDefined()
}
const cleanDescription = (fault: Planted) => {
  const text = row(keyOf(fault))?.description ?? ''
  expect(text).toBe(text.normalize('NFC'))
  // oxlint-disable-next-line no-control-regex -- that there are none is the point
  expect(text).not.toMatch(/[\u0000-\u0008\u000b-\u001f\u00a0\u00ad\u200b\u202e]/)
  expect(text.length).toBeGreaterThan(30)
}

/** What each kind of fault must come to. */
const EXPECTED: Readonly<Record<string, (fault: Planted) => void>> = {
  missing_required: (fault) => expect(told(fault)).toBe(true),
  date_format_mixed: (fault) => expect(row(keyOf(fault))?.source_date).toBe(fault.original),
  severity_out_of_vocabulary: (fault) => {
    warned(fault)
    expect(row(keyOf(fault))?.severity).toBeNull()
  },
  nbsp: (fault) => {
    expect(row(keyOf(fault))).toBeDefined()
    cleanDescription(fault)
  },
  zero_width: (fault) => expect(row(keyOf(fault))?.title).toMatch(/^[^\u200b]+$/),
  soft_hyphen: cleanDescription,
  case_variant: (fault) => expect(row(keyOf(fault))?.place.toLocaleLowerCase('sv')).toContain('medicin'),
  unicode_nfd: cleanDescription,
  curly_quotes: (fault) => expect(row(keyOf(fault))?.description).toMatch(/[”“’‘]/),
  impossible_date: (fault) => {
    warned(fault)
    expect(row(keyOf(fault))?.event_date).toBeNull()
  },
  // As text in the register; a CSV or Excel export has to disarm it (issue 4).
  formula_injection: (fault) => expect(row(keyOf(fault))?.place).toBe(fault.planted.trim()),
  empty_record: (fault) => expect(told(fault)).toBe(false),
  blank_line: (fault) => expect(told(fault)).toBe(false),
  event_after_report: warned,
  test_personnummer: refused,
  test_personuppgift: refused,
  decoy_not_personnummer: (fault) => expect(row(keyOf(fault))).toBeDefined(),
  status_out_of_vocabulary: (fault) => {
    const mapped = row(keyOf(fault))?.status
    expect(mapped).toBeDefined()
    if (mapped === 'ej_angivet') warned(fault)
    else expect(['avslutad', 'under_utredning']).toContain(mapped)
  },
  very_long_text: (fault) => expect(row(keyOf(fault))?.description.length).toBeGreaterThan(49_000),
  nul_byte: cleanDescription,
  control_chars: cleanDescription,
  bidi_and_astral: (fault) => {
    cleanDescription(fault)
    expect(row(keyOf(fault))?.description).toMatch(/\p{Extended_Pictographic}/u)
  },
  html_in_text: (fault) => expect(row(keyOf(fault))?.description).toContain('<b>'),
  mojibake: warned,
  duplicate_exact: warned,
  duplicate_case_space: (fault) => expect(warnedAt(fault).length).toBeGreaterThan(0),
  duplicate_conflict: (fault) => {
    refused(fault)
    expect(row(keyOf(fault))?.description).not.toContain('TESTRAD')
  },
  repeated_header: (fault) => expect(told(fault)).toBe(false),
  ragged_too_few: refused,
  ragged_too_many: refused,
  unquoted_delimiter: refused,
  bad_quote_escaping: (fault) => {
    warned(fault)
    expect(row(keyOf(fault))?.description).toContain('En "patient" med SLE')
  },
  stray_quote_unquoted: (fault) => expect(row(keyOf(fault))?.description).toContain('5" slang'),
  eol_lf_only: (fault) => expect(row(keyOf(fault))).toBeDefined(),
  eol_cr_only: (fault) => expect(row(keyOf(fault))).toBeDefined(),
  mixed_encoding: (fault) => {
    warned(fault)
    expect(row(keyOf(fault))?.description).not.toMatch(/\ufffd|Ã/)
  },
  sql_like_id: (fault) => expect(row(keyOf(fault))).toBeDefined(),
  long_id: (fault) => expect(faultyAt(fault)).toBeDefined(),
  id_scientific_notation: refused,
  path_traversal_id: (fault) => expect(row(keyOf(fault))).toBeDefined(),
  reserved_filename_id: (fault) => expect(row(keyOf(fault))).toBeDefined(),
  boolean_variant: (fault) => expect(row(keyOf(fault))?.reported).toBe(fault.planted),
  footer_line: (fault) => expect(warnedAt(fault)).toHaveLength(1),
}

describe('De planterade felen i den smutsiga exporten', () => {
  it('är 101 av 43 slag, och vart slag har en förväntan', () => {
    expect(planted.faults).toHaveLength(101)
    expect(new Set(planted.faults.map(({ fault }) => fault)).size).toBe(43)
    expect(new Set(planted.faults.map(({ fault }) => fault))).toEqual(new Set(Object.keys(EXPECTED)))
  })

  it.each(planted.faults.map((fault) => [fault.no, fault.fault, fault.line_no, fault] as const))(
    'nr %i, %s på rad %i, hanteras',
    (_no, kind, _line, fault) => {
      const expectation = EXPECTED[kind]
      expect(expectation).toBeDefined()
      expectation?.(fault)
    },
  )

  it('hindrar inte de hela raderna: varje rad är inläst, rapporterad eller räknad', () => {
    const { new: added, duplicates, faulty, skipped, read } = result.counts
    expect(faulty).toBe(result.faulty.length)
    expect(read).toBe(added + duplicates + faulty)
    // All records but the heading.
    expect(read + skipped).toBe(planted.records_total - 1)
    const refusedRows = new Set(result.faulty.map((report) => report.row))
    const realRefused = planted.faults.filter(
      (fault) => refusedRows.has(fault.record_no) && /^(AVV-\d|$)/.test(keyOf(fault)),
    )
    const real = workspace
      .db()
      .value<number>("SELECT count(*) FROM incident WHERE source_key GLOB 'AVV-[0-9]*'")
    expect(real).toBeGreaterThanOrEqual(planted.real_rows - new Set(realRefused.map((f) => f.record_no)).size)
  })

  it('återger aldrig ett personnummer: inte i svaret, inte i databasen, inte i spåret', () => {
    const digits = /(19)?121212[-+\u2011 ]?1212/
    expect(JSON.stringify(result)).not.toMatch(digits)
    const db = workspace.db()
    for (const table of ['incident', 'audit_log', 'unit', 'lex_maria_case']) {
      expect(JSON.stringify(db.all(`SELECT * FROM ${table}`))).not.toMatch(digits)
    }
  })
})
