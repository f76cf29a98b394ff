import * as z from 'zod'

/** The texts of a case that are looked through for what was searched for, in the order they are shown; by column. */
export const FOUND_FIELDS = [
  { field: 'description', column: 'description', label: 'Vad hände' },
  { field: 'consequence', column: 'consequence', label: 'Konsekvens' },
  { field: 'immediateAction', column: 'immediate_action', label: 'Omedelbar åtgärd' },
  { field: 'causesText', column: 'causes_text', label: 'Orsaker' },
  { field: 'measuresText', column: 'measures_text', label: 'Åtgärder' },
  { field: 'whatHelped', column: 'what_helped', label: 'Vad hindrade skada' },
  { field: 'suggestion', column: 'suggestion', label: 'Förslag' },
  { field: 'medicineName', column: 'medicine_name', label: 'Läkemedel' },
  { field: 'medicineBatch', column: 'medicine_batch', label: 'Läkemedlets batchnummer' },
  { field: 'deviceName', column: 'device_name', label: 'Produkt' },
  { field: 'deviceMaker', column: 'device_maker', label: 'Tillverkare' },
  { field: 'deviceModel', column: 'device_model', label: 'Modell' },
  { field: 'deviceSerial', column: 'device_serial', label: 'Serienummer' },
  { field: 'samverkanWith', column: 'samverkan_with', label: 'Kommun eller vårdgivare' },
  { field: 'specialty', column: 'specialty', label: 'Specialitet' },
  { field: 'diarienummer', column: 'diarienummer', label: 'Diarienummer' },
  { field: 'sourceKey', column: 'source_key', label: 'Nummer i källan' },
] as const

/** As many lines as a window shows. */
export const FOUND_MAX = 60

export const foundIn = z.strictObject({
  id: z.number(),
  /** The text's heading. */
  label: z.string(),
  /** A stretch of it. */
  text: z.string(),
  /** What was found in the stretch. */
  ranges: z.array(z.strictObject({ start: z.number(), end: z.number() })),
})
export type FoundIn = z.infer<typeof foundIn>
