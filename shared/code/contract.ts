import * as z from 'zod'
import { EVERYONE } from '../account/roles.ts'
import { query, type Contract } from '../rpc/procedure.ts'
import { codeList } from './names.ts'

export const codeContract = {
  /** Every list with all its codes, also those no longer offered. */
  'code.lists': query({
    input: z.strictObject({}),
    output: z.array(codeList),
    access: EVERYONE,
  }),
} as const satisfies Contract
