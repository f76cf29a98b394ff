import { afterEach, describe, expect, it } from 'vitest'
import { openTestWorkspace, TEST_PASSPHRASE, type TestWorkspace } from '../testing/testWorkspace.ts'
import { fieldKey } from './fieldKey.ts'

let workspace: TestWorkspace
afterEach(() => workspace.close())

describe('the key of a sealed column', () => {
  it('is the same for its purpose every time, also after the file has been closed', async () => {
    workspace = await openTestWorkspace()
    const first = fieldKey(workspace.db(), 'patient-identity')
    expect(first).toHaveLength(32)
    expect(fieldKey(workspace.db(), 'patient-identity')).toEqual(first)
    await workspace.call('account.lock', {})
    await workspace.call('account.unlock', { path: workspace.path, passphrase: TEST_PASSPHRASE })
    expect(fieldKey(workspace.db(), 'patient-identity')).toEqual(first)
  })

  it('is another one for another purpose and in another workspace', async () => {
    workspace = await openTestWorkspace()
    const other = await openTestWorkspace()
    try {
      const key = fieldKey(workspace.db(), 'patient-identity')
      expect(fieldKey(workspace.db(), 'något annat')).not.toEqual(key)
      expect(fieldKey(other.db(), 'patient-identity')).not.toEqual(key)
    } finally {
      other.close()
    }
  })
})
