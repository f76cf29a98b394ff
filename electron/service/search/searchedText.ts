import type { Db } from '../db/database.ts'
import type { SearchedText } from './indexText.ts'

/** The fields of a case that are searched, under their names in the register. What is left out is empty. */
export interface SearchedFields {
  readonly arendenr: string
  readonly diarienummer?: string | null | undefined
  readonly sourceKey?: string | null | undefined
  readonly title: string
  readonly description: string
  readonly consequence?: string | undefined
  readonly causesText?: string | undefined
  readonly measuresText?: string | undefined
  readonly immediateAction?: string | undefined
  readonly whatHelped?: string | undefined
  readonly suggestion?: string | undefined
  readonly specialty?: string | null | undefined
  readonly medicineName?: string | undefined
  readonly deviceName?: string | undefined
  readonly deviceMaker?: string | undefined
  readonly deviceModel?: string | undefined
  readonly medicineBatch?: string | undefined
  readonly deviceSerial?: string | undefined
  readonly samverkanWith?: string | undefined
}

/** What is searched of a case. Nothing about the patient, nor why the patient was not informed. */
export function searchedText(fields: SearchedFields, unitName: string): SearchedText {
  const given = (texts: readonly (string | null | undefined)[]) =>
    texts.filter((text): text is string => typeof text === 'string' && text !== '')
  return {
    numbers: given([
      fields.arendenr,
      fields.diarienummer,
      fields.sourceKey,
      fields.medicineBatch,
      fields.deviceSerial,
    ]),
    title: fields.title,
    texts: given([
      fields.description,
      fields.consequence,
      fields.causesText,
      fields.measuresText,
      fields.immediateAction,
      fields.whatHelped,
      fields.suggestion,
      fields.specialty,
      fields.medicineName,
      fields.deviceName,
      fields.deviceMaker,
      fields.deviceModel,
      fields.samverkanWith,
      unitName,
    ]),
  }
}

/** A stored case's number, title and searched text. */
export interface StoredText {
  readonly id: number
  readonly text: SearchedText
}

interface Row extends SearchedFields {
  readonly id: number
  readonly unitName: string
}

/** The texts of at most `count` stored cases, from the id `from` on in order. */
export function storedTexts(db: Db, from: number, count: number): StoredText[] {
  return db
    .all<Row>(
      `SELECT i.id, i.arendenr, i.diarienummer, i.source_key AS sourceKey, i.title, i.description, i.consequence,
         i.causes_text AS causesText, i.measures_text AS measuresText, i.immediate_action AS immediateAction,
         i.what_helped AS whatHelped, i.suggestion, i.specialty, i.medicine_name AS medicineName,
         i.device_name AS deviceName, i.device_maker AS deviceMaker, i.device_model AS deviceModel,
         i.medicine_batch AS medicineBatch, i.device_serial AS deviceSerial, i.samverkan_with AS samverkanWith, u.name AS unitName
       FROM incident i JOIN unit u ON u.id = i.unit_id WHERE i.id >= ? ORDER BY i.id LIMIT ?`,
      [from, count],
    )
    .map((row) => ({ id: row.id, text: searchedText(row, row.unitName) }))
}

/** The searched text of one stored case; undefined when there is none. */
export function storedText(db: Db, id: number): SearchedText | undefined {
  const [first] = storedTexts(db, id, 1)
  return first?.id === id ? first.text : undefined
}
