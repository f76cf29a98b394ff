import * as z from 'zod'
import { job, type Contract } from '../rpc/procedure.ts'
import { diskPath } from '../rpc/diskPath.ts'

/** The example workspace is invented and published data only, so its passphrase is no secret: it is shown and printed. */
export const EXAMPLE_PASSPHRASE = 'exempel utan hemligheter'
export const EXAMPLE_ACCOUNT = 'Exempel Chefläkare'
export const EXAMPLE_SEED = 2026
export const EXAMPLE_INCIDENTS = 6000

export const exampleContract = {
  /** Makes the example workspace: every published case, generated incidents, analyses, figures. Leaves it locked. */
  'example.create': job({
    input: z.strictObject({
      path: diskPath,
      /** Takes the place of an example workspace that is there, when the new one is whole. */
      replace: z.boolean().default(false),
      seed: z.number().int().min(0).max(4_294_967_295).default(EXAMPLE_SEED),
      incidents: z.number().int().min(0).max(1_000_000).default(EXAMPLE_INCIDENTS),
    }),
    output: z.strictObject({
      published: z.number().int(),
      generated: z.number().int(),
      analyses: z.number().int(),
    }),
    access: 'open',
    caller: 'host',
  }),
} as const satisfies Contract
