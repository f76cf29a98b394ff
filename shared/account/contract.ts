import * as z from 'zod'
import { job, query, type Contract } from '../rpc/procedure.ts'
import { grant } from './grants.ts'
import { EVERYONE, ROLES } from './roles.ts'

/** Shortest passphrase: length is what counts (NIST SP 800-63B asks 8, 15 where it is the only factor). */
export const MIN_PASSPHRASE = 15

export const workspaceInfo = z.strictObject({
  name: z.string(),
  fileName: z.string(),
  isExample: z.boolean(),
  accountName: z.string(),
  roles: z.array(z.enum(ROLES)),
  grants: z.array(grant),
})
export type WorkspaceInfo = z.infer<typeof workspaceInfo>

const passphrase = z.string().min(1, 'Skriv lösenfrasen.').max(500)
export const newPassphrase = z
  .string()
  .min(MIN_PASSPHRASE, `Lösenfrasen behöver minst ${MIN_PASSPHRASE} tecken. Ta gärna flera ord.`)
  .max(500)
export const personName = z.string().trim().min(1, 'Skriv ditt namn.').max(120)

export const accountContract = {
  /** What is open now; null before unlock. */
  'account.session': query({ input: z.strictObject({}), output: workspaceInfo.nullable(), access: 'open' }),
  /** Opens a workspace. The path comes from the host, so that the window cannot probe the disk. */
  'account.unlock': job({
    input: z.strictObject({ path: z.string(), passphrase }),
    output: workspaceInfo,
    access: 'open',
    caller: 'host',
  }),
  /** Creates a workspace with VGR's organisation and one account. The recovery key is shown once. */
  'account.create': job({
    input: z.strictObject({
      path: z.string(),
      name: z.string().trim().min(1, 'Ge arbetsytan ett namn.').max(120),
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
