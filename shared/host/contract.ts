import * as z from 'zod'
import { auditFilter } from '../audit/filter.ts'
import { newPassphrase, personName, workspaceInfo } from '../account/contract.ts'
import { attachmentHostContract } from '../attachment/hostContract.ts'
import { accountHostContract } from '../account/hostContract.ts'
import { backupHostContract } from '../backup/hostContract.ts'
import { DOCUMENT_FORMATS } from '../document/model.ts'
import { exportChoice, exportOutcome } from '../incident/exportContract.ts'
import { command, query, type Contract } from '../rpc/procedure.ts'
import { LOCK_WHY } from '../rpc/wire.ts'
import { transferHostContract } from '../transfer/hostContract.ts'

/**
 * What the main process does for the window: dialogs, files, the system. The window never sees or names a path;
 * it holds a token for a file that the person chose.
 */

const fileToken = z.string().max(60)

export const chosenFile = z.strictObject({
  token: fileToken,
  name: z.string(),
  /** The folder, shortened for reading. */
  folder: z.string(),
  /** The file is gone, but there are copies of it. */
  missing: z.boolean().optional(),
})
export type ChosenFile = z.infer<typeof chosenFile>

export const exportSource = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('annual-report'), unitCode: z.string().max(40), year: z.number().int() }),
  z.strictObject({ kind: z.literal('analysis'), analysisId: z.number().int().positive() }),
])
export type ExportSource = z.infer<typeof exportSource>

export const exportedFile = z.strictObject({
  file: chosenFile,
  bytes: z.number(),
  printer: z.string().optional(),
})
export type ExportedFile = z.infer<typeof exportedFile>

/** Why a window that was at work was made anew: a lock, or a process that stopped. */
export const FRESH_WHY = [...LOCK_WHY, 'window-gone', 'service-restarted', 'service-stopped'] as const
export type FreshWhy = (typeof FRESH_WHY)[number]

export const THEMES = ['system', 'light', 'dark'] as const

export const hostContract = {
  ...attachmentHostContract,
  ...accountHostContract,
  ...backupHostContract,
  ...transferHostContract,
  'host.about': query({
    input: z.strictObject({}),
    output: z.strictObject({
      appVersion: z.string(),
      electron: z.string(),
      chromium: z.string(),
      node: z.string(),
      developmentRuntime: z.boolean(),
      /** How the person chose that the window looks. */
      theme: z.enum(THEMES),
    }),
    access: 'open',
  }),
  'host.recent': query({ input: z.strictObject({}), output: z.array(chosenFile), access: 'open' }),
  /** What the gate needs to know: which workspace was open in the window before this one, and why it is closed. */
  'host.gate': query({
    input: z.strictObject({}),
    output: z.strictObject({
      why: z.enum(FRESH_WHY).nullable(),
      /** Minutes without a touch, where that was why. */
      minutes: z.number().nullable(),
      /** The workspace that was open; null for the example, which is opened by its own choice. */
      file: chosenFile.nullable(),
      /** What could not be saved before the lock, in words. */
      unsaved: z.string().nullable(),
    }),
    access: 'open',
  }),
  /** Locks the open workspace. With `anyway` also when what is being typed cannot be saved. */
  'host.lock': command({
    input: z.strictObject({ anyway: z.boolean().default(false) }),
    output: z.null(),
    access: 'open',
  }),
  /** The window's answer to 'lock-wanted': all is saved (null), or what could not be, in words. */
  'host.ready-to-lock': command({
    input: z.strictObject({ unsaved: z.string().max(2000).nullable() }),
    output: z.null(),
    access: 'open',
  }),
  /** 'Stanna kvar': somebody is there, though nothing has been touched. */
  'host.stay': command({ input: z.strictObject({}), output: z.null(), access: 'open' }),
  /** Opens the example workspace, making it first if it is not there. Reports progress. */
  'host.open-example': command({ input: z.strictObject({}), output: workspaceInfo, access: 'open' }),
  /** Asks where, creates. Null when the person closed the dialog. */
  'host.create-workspace': command({
    input: z.strictObject({
      name: z.string().trim().min(1, 'Ge arbetsytan ett namn.').max(120),
      accountName: personName,
      passphrase: newPassphrase,
    }),
    output: z.strictObject({ info: workspaceInfo, recoveryKey: z.string() }).nullable(),
    access: 'open',
  }),
  'host.choose-workspace': command({
    input: z.strictObject({}),
    output: chosenFile.nullable(),
    access: 'open',
  }),
  'host.unlock': command({
    input: z.strictObject({ token: fileToken, passphrase: z.string().min(1, 'Skriv lösenfrasen.').max(500) }),
    output: workspaceInfo,
    access: 'open',
  }),
  /** Asks where, writes the document there. Null when the person closed the dialog. */
  'host.export-document': command({
    input: z.strictObject({
      source: exportSource,
      format: z.enum(DOCUMENT_FORMATS),
      suggestedName: z.string().min(1).max(150),
    }),
    output: exportedFile.nullable(),
    access: 'open',
  }),
  /** Asks where, writes the log's rows there as CSV. Null when the person closed the dialog. */
  'host.export-log': command({
    input: z.strictObject({ filter: auditFilter, suggestedName: z.string().min(1).max(150) }),
    output: z.strictObject({ file: chosenFile, rows: z.number().int() }).nullable(),
    access: 'open',
  }),
  /** Asks where, writes the register's view there. Null when the person closed the dialog. Reports progress. */
  'host.export-register': command({
    input: z.strictObject({ ...exportChoice.shape, suggestedName: z.string().min(1).max(150) }),
    output: z.strictObject({ file: chosenFile, ...exportOutcome.shape }).nullable(),
    access: 'open',
  }),
  'host.show-file': command({
    input: z.strictObject({ token: fileToken }),
    output: z.null(),
    access: 'open',
  }),
  'host.open-file': command({
    input: z.strictObject({ token: fileToken }),
    output: z.null(),
    access: 'open',
  }),
  'host.copy-text': command({
    input: z.strictObject({
      text: z.string().max(10_000),
      /** Taken back after a minute. */
      secret: z.boolean().default(false),
    }),
    output: z.null(),
    access: 'open',
  }),
  'host.theme': command({
    input: z.strictObject({ theme: z.enum(THEMES) }),
    output: z.null(),
    access: 'open',
  }),
} as const satisfies Contract
