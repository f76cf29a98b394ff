import { setImmediate } from 'node:timers/promises'
import { LardomError } from '../../../../shared/rpc/error.ts'
import type { Context } from '../../kernel/context.ts'
import { fetchRows } from '../rows.ts'
import type { Readable } from '../where.ts'
import type { ExportRow } from './cells.ts'

/** Cases in one statement. */
const CHUNK = 200

/** What only a file holds of a case. */
export interface ExportTexts {
  readonly eventDate: string | null
  readonly eventTime: string | null
  readonly eventPeriod: string | null
  readonly discoveredDate: string | null
  readonly description: string
  readonly consequence: string
  readonly immediateAction: string
  readonly causesText: string
  readonly measuresText: string
  readonly whatHelped: string
  readonly suggestion: string
  readonly specialty: string | null
  readonly medicineName: string
  readonly medicineStrength: string
  readonly medicineForm: string
  readonly medicineBatch: string
  readonly deviceName: string
  readonly deviceMaker: string
  readonly deviceModel: string
  readonly deviceSerial: string
  readonly samverkanWith: string
  readonly diarienummer: string | null
  readonly statusReason: string
  readonly feedbackGivenDate: string | null
  readonly feedbackText: string
  readonly sourceSystem: string | null
  readonly sourceKey: string | null
  readonly patientInvolved: number
  readonly patientAge: number | null
  readonly patientSex: string | null
  readonly potentialSeverity: number | null
}

const TEXTS = `SELECT id, event_date AS eventDate, event_time AS eventTime, event_period AS eventPeriod,
    discovered_date AS discoveredDate, description, consequence, immediate_action AS immediateAction,
    causes_text AS causesText, measures_text AS measuresText, what_helped AS whatHelped, suggestion, specialty,
    medicine_name AS medicineName, medicine_strength AS medicineStrength, medicine_form AS medicineForm,
    medicine_batch AS medicineBatch, device_name AS deviceName, device_maker AS deviceMaker,
    device_model AS deviceModel, device_serial AS deviceSerial, samverkan_with AS samverkanWith, diarienummer,
    status_reason AS statusReason, feedback_given_date AS feedbackGivenDate, feedback_text AS feedbackText,
    source_system AS sourceSystem, source_key AS sourceKey, patient_involved AS patientInvolved,
    patient_age AS patientAge, patient_sex AS patientSex, reported_potential_severity AS potentialSeverity
  FROM incident WHERE id IN (SELECT value FROM json_each(@ids))
    AND (@readable IS NULL OR forvaltning_id IN (SELECT value FROM json_each(@readable)))`

type Exporting = Pick<Context, 'db' | 'signal' | 'progress'>

/**
 * The cases in their order, a part at a time, as they are when they are read; one that has gone meanwhile, or has been
 * moved out of reach, is left out. Others are answered in between.
 */
export async function* exportRows(
  { db, signal, progress }: Exporting,
  ids: Uint32Array,
  readable: Readable,
): AsyncGenerator<ExportRow> {
  for (let from = 0; from < ids.length; from += CHUNK) {
    if (signal.aborted) throw new LardomError('CANCELLED')
    const part = [...ids.subarray(from, from + CHUNK)]
    const texts = new Map(
      db
        .all<ExportTexts & { id: number }>(TEXTS, {
          ids: JSON.stringify(part),
          readable: readable === null ? null : JSON.stringify(readable),
        })
        .map((row) => [row.id, row]),
    )
    for (const row of fetchRows(db, part)) {
      const own = texts.get(row.id)
      if (own) yield { ...row, texts: own }
    }
    progress(Math.min(from + CHUNK, ids.length), ids.length, 'Exporterar händelser')
    await setImmediate()
  }
}
