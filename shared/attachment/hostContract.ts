import * as z from 'zod'
import { command, type Contract } from '../rpc/procedure.ts'
import { addOutcome, attachmentOwner } from './contract.ts'
import { MOST_ATTACHMENTS } from './types.ts'

const id = z.number().int().positive()

/** What main does with attachments for the window: dialogs, temp files, the system's programs. */
export const attachmentHostContract = {
  /**
   * Asks which files, and adds them. With `confirm` it asks nothing: those files, chosen before, are added though
   * they look as if they hold a personnummer. Null when the person closed the dialog.
   */
  'host.add-attachments': command({
    input: z.strictObject({
      owner: attachmentOwner,
      confirm: z
        .array(z.strictObject({ token: z.string().max(60), sha256: z.string().max(64) }))
        .max(MOST_ATTACHMENTS)
        .default([]),
    }),
    output: z
      .array(
        z.strictObject({
          outcome: addOutcome,
          /** Stands for the file, where the person is asked about it. */
          token: z.string().nullable(),
        }),
      )
      .nullable(),
    access: 'open',
  }),
  /** Opens a copy that is removed at lock. `how: folder` shows it in its folder, for what is not opened from here. */
  'host.open-attachment': command({
    input: z.strictObject({ id, how: z.enum(['program', 'folder']) }),
    output: z.null(),
    access: 'open',
  }),
  /** Saves a copy outside Lärdom, where the person says. Null when they closed the dialog. */
  'host.save-attachment': command({
    input: z.strictObject({ id }),
    output: z.strictObject({ token: z.string(), name: z.string(), folder: z.string() }).nullable(),
    access: 'open',
  }),
} as const satisfies Contract
