import * as z from 'zod'
import { EVERYONE } from '../account/roles.ts'
import { query, type Contract } from '../rpc/procedure.ts'

export const searchContract = {
  /** While the index is being made anew, a search finds what has been done so far: the window says so. */
  'search.status': query({
    input: z.strictObject({}),
    output: z.strictObject({
      whole: z.boolean(),
      /** Cases whose words are in the index, of how many. */
      done: z.number().int().nonnegative(),
      total: z.number().int().nonnegative(),
    }),
    access: EVERYONE,
  }),
} as const satisfies Contract
