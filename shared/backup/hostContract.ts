import * as z from 'zod'
import { workspaceInfo } from '../account/contract.ts'
import { command, query, type Contract } from '../rpc/procedure.ts'
import { copiesAtGate } from './contract.ts'

const token = z.string().max(60)
const passphrase = z.string().min(1, 'Skriv lösenfrasen.').max(500)
const copy = z.string().min(1).max(250)

/** What main does with copies for the window: the dialog of an export, and a workspace that is not open. */
export const backupHostContract = {
  /** The copies of a chosen workspace, which perhaps cannot be opened. */
  'host.list-backups': query({ input: z.strictObject({ token }), output: copiesAtGate, access: 'open' }),
  'host.restore-backup': command({
    input: z.strictObject({ token, copy, passphrase }),
    output: workspaceInfo,
    access: 'open',
  }),
  'host.rescue-keyring': command({
    input: z.strictObject({ token, passphrase }),
    output: workspaceInfo,
    access: 'open',
  }),
  /** Asks where, and writes a copy there; null is the workspace as it is now. Null when the dialog was closed. */
  'host.export-backup': command({
    input: z.strictObject({ copy: copy.nullable(), suggestedName: z.string().min(1).max(150) }),
    output: z
      .strictObject({ token: z.string(), name: z.string(), folder: z.string(), bytes: z.number() })
      .nullable(),
    access: 'open',
  }),
} as const satisfies Contract
