import * as z from 'zod'
import { ANALYSTS, CASE_READERS } from '../account/roles.ts'
import { ATGARDSBESLUT, HANDLINGSPLAN, STYRKOR } from '../action/codes.ts'
import { documentModel, DOCUMENT_FORMATS } from '../document/model.ts'
import { codesOf } from '../incident/codes.ts'
import { unitId } from '../organisation/contract.ts'
import { command, job, query, type Contract } from '../rpc/procedure.ts'
import { isIsoDate } from '../time/dates.ts'
import { LEX_MARIA_I_UPPDRAG, PATIENT_HORD, TEAMROLLER } from './codes.ts'
import { analysisContent, orsaksomrade, rowId, TEXT_KEYS } from './content.ts'
import { finding } from './finding.ts'
import { diskPath } from '../rpc/diskPath.ts'

const day = z.string().refine(isIsoDate, 'Skriv datumet som ÅÅÅÅ-MM-DD.')
const line = z.string().max(300, 'Texten får ha högst 300 tecken.')
const paragraph = z.string().max(4_000, 'Texten får ha högst 4 000 tecken.')
const longText = z.string().max(40_000, 'Texten får ha högst 40 000 tecken.')
const version = z.number().int().positive()
/** A row that is in the database already has its id; a new one has none yet. */
const maybeId = rowId.nullable()

/** Each save says which version it changes: another window's change in between gives CONFLICT. */
const target = { id: rowId, expectedVersion: version }
const saved = z.strictObject({ version, savedAt: z.string() })
/** The ids of the saved rows, in the order they were sent. */
const savedRows = z.strictObject({ version, savedAt: z.string(), ids: z.array(rowId) })

/** May take the uppdragsgivare's decision: mostly a verksamhetschef, sometimes the chefläkare (domain.md 3.3). */
const COMMISSIONERS = ['cheflakare', 'handlaggare'] as const

export const analysisListRow = z.strictObject({
  id: rowId,
  number: z.string(),
  title: z.string(),
  incidentId: rowId,
  arendenr: z.string(),
  forvaltningId: unitId,
  forvaltningName: z.string(),
  step: z.number().int().min(1).max(8),
  startedDate: z.string(),
  wantedEndDate: z.string().nullable(),
  completedDate: z.string().nullable(),
  causeCount: z.number().int(),
  actionCount: z.number().int(),
  isExample: z.boolean(),
})
export type AnalysisListRow = z.infer<typeof analysisListRow>

/** What one press on Ångra takes back, in words. */
const undoable = z.strictObject({ label: z.string(), at: z.string() }).nullable()

export const analysisDetail = z.strictObject({
  content: analysisContent,
  findings: z.array(finding),
  undo: undoable,
})
export type AnalysisDetail = z.infer<typeof analysisDetail>

export const memberRow = z.strictObject({
  id: maybeId,
  role: z.enum(codesOf(TEAMROLLER)),
  profession: line,
  unit: line,
})
export const delhandelseRow = z.strictObject({
  id: maybeId,
  timeText: line,
  actor: line,
  text: paragraph,
  source: line,
  deviation: paragraph,
})
export const causeRow = z.strictObject({
  id: maybeId,
  delhandelseId: rowId.nullable(),
  text: paragraph,
  area: orsaksomrade.or(z.literal('')),
  subcategory: line,
  noActionReason: paragraph,
})
export const actionRow = z.strictObject({
  id: maybeId,
  text: paragraph,
  strength: z.enum(codesOf(STYRKOR)),
  responsible: line,
  dueDate: day.nullable(),
  measure: paragraph,
  focusArea: z.enum(codesOf(HANDLINGSPLAN)).or(z.literal('')),
  causeIds: z.array(rowId),
})

const rows = <T extends z.ZodType>(row: T) => z.array(row).max(1_000)

export const analysisContract = {
  'analysis.list': query({
    input: z.strictObject({
      forvaltningId: unitId.nullable().default(null),
      step: z.number().int().min(1).max(8).nullable().default(null),
      state: z.enum(['alla', 'pagaende', 'avslutade']).default('alla'),
      incidentId: rowId.nullable().default(null),
      text: z.string().max(200).default(''),
      offset: z.number().int().min(0).default(0),
      limit: z.number().int().min(1).max(500).default(200),
    }),
    output: z.strictObject({ rows: z.array(analysisListRow), total: z.number().int() }),
    access: CASE_READERS,
  }),
  'analysis.get': query({
    input: z.strictObject({ id: rowId }),
    output: analysisDetail,
    access: CASE_READERS,
  }),
  /** Starts a händelseanalys of an incident. A second one beside an open one needs `confirmed`. */
  'analysis.start': command({
    input: z.strictObject({
      incidentId: rowId,
      title: line.trim().min(1, 'Ge analysen en rubrik.'),
      commissioner: line.default(''),
      commissionerRole: line.default(''),
      commissionDate: day.nullable().default(null),
      purpose: paragraph.default(''),
      scope: paragraph.default(''),
      wantedEndDate: day.nullable().default(null),
      confirmed: z.boolean().default(false),
    }),
    output: z.strictObject({ id: rowId, number: z.string() }),
    access: ['cheflakare', 'analysledare', 'handlaggare'],
  }),
  'analysis.save-commission': command({
    input: z.strictObject({
      ...target,
      commission: z.strictObject({
        title: line.trim().min(1, 'Ge analysen en rubrik.'),
        commissioner: line,
        commissionerRole: line,
        commissionDate: day.nullable(),
        purpose: paragraph,
        scope: paragraph,
        wantedEndDate: day.nullable(),
        feedbackTo: paragraph,
        lexMaria: z.enum(codesOf(LEX_MARIA_I_UPPDRAG)),
        inNitha: z.boolean(),
      }),
    }),
    output: saved,
    access: ANALYSTS,
  }),
  /** Saves the texts that are given and leaves the others. */
  'analysis.save-texts': command({
    input: z.strictObject({
      ...target,
      texts: z.partialRecord(z.enum(TEXT_KEYS), longText),
      patientHeard: z.enum(codesOf(PATIENT_HORD)).optional(),
    }),
    output: saved,
    access: ANALYSTS,
  }),
  'analysis.save-members': command({
    input: z.strictObject({ ...target, rows: rows(memberRow) }),
    output: savedRows,
    access: ANALYSTS,
  }),
  'analysis.save-delhandelser': command({
    input: z.strictObject({ ...target, rows: rows(delhandelseRow) }),
    output: savedRows,
    access: ANALYSTS,
  }),
  'analysis.save-causes': command({
    input: z.strictObject({ ...target, rows: rows(causeRow) }),
    output: savedRows,
    access: ANALYSTS,
  }),
  /** The åtgärdsförslag of the analysis, saved whole like the other lists; decisions are kept with their row. */
  'analysis.save-actions': command({
    input: z.strictObject({ ...target, rows: rows(actionRow) }),
    output: savedRows,
    access: ANALYSTS,
  }),
  'analysis.set-step': command({
    input: z.strictObject({ ...target, step: z.number().int().min(1).max(8) }),
    output: z.strictObject({ version, findings: z.array(finding) }),
    access: ANALYSTS,
  }),
  /** The uppdragsgivare's comment and decision. Every åtgärd that will be done gets ansvarig and date (PSL 3 kap. 2 §). */
  'analysis.decide': command({
    input: z.strictObject({
      ...target,
      comment: longText,
      decidedBy: line.trim().min(1, 'Skriv vem som beslutar (roll).'),
      decidedDate: day,
      decisions: z
        .array(
          z.strictObject({
            actionId: rowId,
            decision: z.enum(codesOf(ATGARDSBESLUT)),
            reason: paragraph,
            responsible: line,
            dueDate: day.nullable(),
          }),
        )
        .max(1_000),
    }),
    output: saved,
    access: COMMISSIONERS,
  }),
  /** Closes the analysis. Stops at what the law asks; other open findings must be acknowledged by their codes. */
  'analysis.complete': command({
    input: z.strictObject({ ...target, completedDate: day, acknowledged: z.array(z.string()) }),
    output: saved,
    access: ANALYSTS,
  }),
  'analysis.reopen': command({
    input: z.strictObject({
      ...target,
      reason: paragraph.trim().min(1, 'Skriv varför analysen öppnas igen.'),
    }),
    output: saved,
    access: ANALYSTS,
  }),
  /** Takes back one's own latest change of texts or rows; repeat to go further back. */
  'analysis.undo': command({
    input: z.strictObject(target),
    output: z.strictObject({ version, label: z.string() }),
    access: ANALYSTS,
  }),
  /** The slutrapport as it would be printed now. */
  'analysis.report-model': query({
    input: z.strictObject({ id: rowId }),
    output: documentModel,
    access: CASE_READERS,
  }),
  'analysis.write-report': job({
    input: z.strictObject({ analysisId: rowId, format: z.enum(DOCUMENT_FORMATS), path: diskPath }),
    output: z.strictObject({
      path: z.string(),
      bytes: z.number().int(),
      format: z.enum(DOCUMENT_FORMATS),
      /** The program that made the PDF. */
      printer: z.string().optional(),
    }),
    access: CASE_READERS,
    caller: 'host',
  }),
} as const satisfies Contract
