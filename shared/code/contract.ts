import * as z from 'zod'
import { EVERYONE } from '../account/roles.ts'
import { isoDate } from '../incident/fields.ts'
import { command, query, type Contract } from '../rpc/procedure.ts'
import { CODE_LIST_NAMES, codeEntry, codeList, codeValue } from './names.ts'

const list = z.enum(CODE_LIST_NAMES)
/** Grows with every change of a list: a change made on an older version is refused as CONFLICT. */
const version = z.number().int().positive()
const shortText = z.string().trim().max(200, 'Texten får vara högst 200 tecken.')
const longText = z.string().trim().max(2000, 'Texten får vara högst 2 000 tecken.')

/** What an administrator writes about a code; the code itself is made from its first name and stays. */
export const codeFields = z
  .strictObject({
    label: shortText.min(1, 'Skriv ett namn.'),
    definition: longText,
    example: longText,
    icps: shortText,
    mimPs: shortText,
    nccMerp: z
      .string()
      .trim()
      .regex(/^[A-I]?([–-][A-I])?$/u, 'Skriv en bokstav A–I, eller till exempel E–F.'),
    validFrom: isoDate.nullable(),
    validTo: isoDate.nullable(),
  })
  .refine(({ validFrom, validTo }) => validFrom === null || validTo === null || validFrom <= validTo, {
    path: ['validTo'],
    message: 'Sista dagen kan inte ligga före den första.',
  })
export type CodeFields = z.infer<typeof codeFields>

export const codeListChange = z.strictObject({
  version: z.number().int(),
  at: z.string(),
  by: z.string(),
  change: z.string(),
  entries: z.number().int(),
})
export type CodeListChange = z.infer<typeof codeListChange>

const changed = z.strictObject({ version: z.number().int() })

export const codeContract = {
  /** Every list with all its codes, also those no longer offered. */
  'code.lists': query({
    input: z.strictObject({}),
    output: z.array(codeList),
    access: EVERYONE,
  }),
  /** How many cases have each code of a list; codes that none has are left out. */
  'code.usage': query({
    input: z.strictObject({ list }),
    output: z.array(z.strictObject({ code: codeValue, count: z.number().int() })),
    access: ['administrator'],
  }),
  /** The list's versions, newest first. */
  'code.history': query({
    input: z.strictObject({ list }),
    output: z.array(codeListChange),
    access: ['administrator'],
  }),
  /** The list as it stood in a version. */
  'code.version': query({
    input: z.strictObject({ list, version }),
    output: z.array(codeEntry),
    access: ['administrator'],
  }),
  'code.add': command({
    input: z.strictObject({ list, version, parent: codeValue.nullable(), fields: codeFields }),
    output: z.strictObject({ version: z.number().int(), code: codeValue }),
    access: ['administrator'],
  }),
  'code.change': command({
    input: z.strictObject({ list, version, code: codeValue, fields: codeFields }),
    output: changed,
    access: ['administrator'],
  }),
  /** Moves a code one place among those beside it. */
  'code.move': command({
    input: z.strictObject({ list, version, code: codeValue, direction: z.enum(['upp', 'ned']) }),
    output: changed,
    access: ['administrator'],
  }),
  /** Takes away a code that was added here and that nothing has ever had; others can only stop being offered. */
  'code.remove': command({
    input: z.strictObject({ list, version, code: codeValue }),
    output: changed,
    access: ['administrator'],
  }),
  /** Puts the list back as it stood in a version, as a new version. Codes added since stop being offered. */
  'code.restore': command({
    input: z.strictObject({ list, version, to: version }),
    output: changed,
    access: ['administrator'],
  }),
} as const satisfies Contract
