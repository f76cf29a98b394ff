import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import type { Input, Output, ProcedureName } from '../../../shared/contract.ts'
import type { ImportReport } from '../../../shared/transfer/contract.ts'
import type { ReadSettings } from '../../../shared/transfer/format.ts'
import type { Mapping } from '../../../shared/transfer/mapping.ts'
import { SHIPPED_PROFILES } from '../transfer/shippedProfiles.ts'

interface Caller {
  call<Name extends ProcedureName>(procedure: Name, input: Input<Name>): Promise<Output<Name>>
}

/** Takes a file in as a person does: looks at it, and runs it by the mapping that is proposed. For tests. */
export async function importFile(
  caller: Caller,
  path: string,
  options: { dryRun?: boolean; wishes?: ReadSettings; change?: (mapping: Mapping) => Mapping } = {},
): Promise<ImportReport & { batchId: number | null }> {
  const { dryRun, wishes = {}, change } = options
  const inspected = await caller.call('transfer.inspect', { path, wishes })
  const mapping = change ? change(inspected.mapping) : inspected.mapping
  if (dryRun) return { ...(await caller.call('transfer.check', { path, wishes, mapping })), batchId: null }
  const { sha256 } = inspected
  return caller.call('transfer.run', { path, wishes, mapping, sha256 })
}

/** What `transfer.run` asks for, of a file of published cases: for those who make the call themselves. */
export function runInput(
  path: string,
  profile: 'lexmaria' | 'avvikelser' = 'lexmaria',
): Input<'transfer.run'> {
  const mapping = SHIPPED_PROFILES.find(({ id }) => id === profile)?.mapping
  if (!mapping) throw new Error(`${profile} does not ship`)
  const sha256 = createHash('sha256').update(readFileSync(path)).digest('hex')
  return { path, wishes: {}, mapping, sha256 }
}
