import * as z from 'zod'
import { command, job, query, type Contract } from '../rpc/procedure.ts'
import { accountId, personName } from './accounts.ts'
import { grant } from './grants.ts'
import { newPassphrase, passphrase } from './passphrase.ts'
import { isPlainLine, NOT_PLAIN } from './plainLine.ts'
import { EVERYONE, ROLES } from './roles.ts'
import { settingsSchema } from './settings.ts'
import { diskPath } from '../rpc/diskPath.ts'

export { personName } from './accounts.ts'
export { MIN_PASSPHRASE, newPassphrase } from './passphrase.ts'

/** What the workspace was opened with. */
export const OPENED_WITH = ['passphrase', 'recovery', 'device'] as const
export type OpenedWith = (typeof OPENED_WITH)[number]

export const workspaceInfo = z.strictObject({
  /** The same for the workspace's whole life, wherever the file lies; names nothing. */
  workspaceId: z.string(),
  name: z.string(),
  fileName: z.string(),
  isExample: z.boolean(),
  accountId,
  accountName: z.string(),
  roles: z.array(z.enum(ROLES)),
  grants: z.array(grant),
  openedWith: z.enum(OPENED_WITH),
  /** True until a temporary passphrase is replaced; nothing else can be done before. */
  mustChangePassphrase: z.boolean(),
})
export type WorkspaceInfo = z.infer<typeof workspaceInfo>

export const accountContract = {
  /** What is open now; null before unlock. */
  'account.session': query({ input: z.strictObject({}), output: workspaceInfo.nullable(), access: 'open' }),
  /**
   * Opens a workspace. The path comes from the host, so that the window cannot probe the disk. `accountId` is the one
   * that was used last: it is tried first. Reports progress when there are several accounts to try.
   */
  'account.unlock': job({
    input: z.union([
      z.strictObject({ path: diskPath, passphrase, accountId: accountId.optional() }),
      z.strictObject({ path: diskPath, accountId, deviceSecret: z.string().min(1).max(100) }),
    ]),
    output: workspaceInfo,
    access: 'open',
    caller: 'host',
  }),
  /** Creates a workspace with VGR's organisation and one account. The recovery key is shown once. */
  'account.create': job({
    input: z.strictObject({
      path: diskPath,
      name: z.string().trim().min(1, 'Ge arbetsytan ett namn.').max(120).refine(isPlainLine, NOT_PLAIN),
      accountName: personName,
      passphrase: newPassphrase,
    }),
    output: z.strictObject({ info: workspaceInfo, recoveryKey: z.string() }),
    access: 'open',
    caller: 'host',
  }),
  /** Proves that the file is whole: pages and indexes, references, the log's chain of hashes. */
  'account.verify': query({
    input: z.strictObject({}),
    output: z.strictObject({
      ok: z.boolean(),
      database: z.string(),
      orphans: z.number().int(),
      auditRows: z.number().int(),
      auditBrokenAt: z.number().int().nullable(),
      format: z.number().int(),
      faults: z.array(z.string()),
    }),
    access: ['administrator', 'cheflakare'],
  }),
  'account.settings-get': query({ input: z.strictObject({}), output: settingsSchema, access: EVERYONE }),
  'account.settings-save': command({ input: settingsSchema, output: z.null(), access: ['administrator'] }),
  'account.lock': job({ input: z.strictObject({}), output: z.null(), access: 'open' }),
  /** A form's content, kept as one types; one per key and account. */
  'account.draft-get': query({
    input: z.strictObject({ key: z.string().max(100) }),
    output: z.strictObject({ body: z.string(), updatedAt: z.string() }).nullable(),
    access: EVERYONE,
  }),
  'account.draft-save': job({
    input: z.strictObject({ key: z.string().max(100), body: z.string().max(500_000) }),
    output: z.strictObject({ updatedAt: z.string() }),
    access: EVERYONE,
  }),
  'account.draft-discard': job({
    input: z.strictObject({ key: z.string().max(100) }),
    output: z.null(),
    access: EVERYONE,
  }),
  'account.draft-list': query({
    input: z.strictObject({ prefix: z.string().max(100) }),
    output: z.array(z.strictObject({ key: z.string(), updatedAt: z.string() })),
    access: EVERYONE,
  }),
} as const satisfies Contract
