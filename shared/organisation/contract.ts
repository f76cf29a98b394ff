import * as z from 'zod'
import { EVERYONE } from '../account/roles.ts'
import { query, type Contract } from '../rpc/procedure.ts'

export const UNIT_KINDS = ['region', 'forvaltning', 'verksamhet', 'enhet'] as const
export const unitId = z.number().int().positive()

export const unit = z.strictObject({
  id: unitId,
  parentId: unitId.nullable(),
  /** 'egen': the workspace's own region. 'publicerad': where published cases happened, beside it. */
  organisation: z.enum(['egen', 'publicerad']),
  kind: z.enum(UNIT_KINDS),
  code: z.string(),
  name: z.string(),
  providesCare: z.boolean(),
  forvaltningId: unitId.nullable(),
  isExample: z.boolean(),
})
export type Unit = z.infer<typeof unit>

export const organisationContract = {
  /** The whole tree, parents before children, siblings in the organisation's own order. */
  'organisation.tree': query({ input: z.strictObject({}), output: z.array(unit), access: EVERYONE }),
} as const satisfies Contract
