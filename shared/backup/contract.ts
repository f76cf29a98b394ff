import * as z from 'zod'
import { workspaceInfo } from '../account/contract.ts'
import type { Role } from '../account/roles.ts'
import { job, query, type Contract } from '../rpc/procedure.ts'
import { REASONS, type Reason } from './names.ts'
import { diskPath } from '../rpc/diskPath.ts'

/** Who may see, make and export copies, and put one in the place of the workspace. */
export const BACKUP_ROLES = ['administrator', 'cheflakare'] as const satisfies Role[]

// Object.keys widens to string; the record's own keys are its codes.
const REASON_CODES = Object.keys(REASONS) as [Reason, ...Reason[]]

export const copyInfo = z.strictObject({
  /** The file's name, by which it is chosen. */
  name: z.string(),
  /** '2026-11-22 13:45:10', the clock in Sweden when it was made. */
  at: z.string(),
  reason: z.enum(REASON_CODES),
  bytes: z.number(),
  /** False when the keyring that belongs to it is gone or damaged. */
  hasKeyring: z.boolean(),
})
export type CopyInfo = z.infer<typeof copyInfo>

const copyName = z.string().min(1).max(250)
const passphrase = z.string().min(1, 'Skriv lösenfrasen.').max(500)

export const copiesAtGate = z.strictObject({
  /** The workspace's file name. */
  workspace: z.string(),
  /** False when the workspace itself is gone. */
  present: z.boolean(),
  copies: z.array(copyInfo),
  /** Different keyrings kept among the copies. */
  keyrings: z.number().int(),
})
export type CopiesAtGate = z.infer<typeof copiesAtGate>

export const backupContract = {
  /** The copies of the open workspace, newest first. */
  'backup.list': query({
    input: z.strictObject({}),
    output: z.strictObject({
      copies: z.array(copyInfo),
      folder: z.string(),
      keepGigabytes: z.number(),
      /** Why the last copy that should have been made by itself was not. */
      problem: z.string().nullable(),
    }),
    access: BACKUP_ROLES,
  }),
  /** Makes a copy now, and checks it. */
  'backup.make': job({
    input: z.strictObject({}),
    output: z.strictObject({ name: z.string(), bytes: z.number(), rows: z.number().int() }),
    access: BACKUP_ROLES,
  }),
  /** Puts a copy in the place of the open workspace, which is kept. The passphrase must be one of the copy's own. */
  'backup.restore': job({
    input: z.strictObject({ copy: copyName, passphrase }),
    output: workspaceInfo,
    access: BACKUP_ROLES,
  }),
  /** Writes a copy, or the workspace as it is now (null), and its keyring where the host says. */
  'backup.export': job({
    input: z.strictObject({ copy: copyName.nullable(), path: diskPath }),
    output: z.strictObject({ bytes: z.number() }),
    access: BACKUP_ROLES,
    caller: 'host',
  }),
  /** The copies of a workspace that is not open, perhaps cannot be. */
  'backup.list-closed': query({
    input: z.strictObject({ path: diskPath }),
    output: copiesAtGate,
    access: 'open',
    caller: 'host',
  }),
  /** Who may is told by the copy's own accounts; the recovery key may. */
  'backup.restore-closed': job({
    input: z.strictObject({ path: diskPath, copy: copyName, passphrase }),
    output: workspaceInfo,
    access: 'open',
    caller: 'host',
  }),
  /** Takes the newest kept keyring that opens the workspace in the place of one that is damaged or gone, and opens. */
  'backup.rescue-keyring': job({
    input: z.strictObject({ path: diskPath, passphrase }),
    output: workspaceInfo,
    access: 'open',
    caller: 'host',
  }),
} as const satisfies Contract
