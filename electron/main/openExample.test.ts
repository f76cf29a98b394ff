import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { LardomError, type ErrorCode } from '../../shared/rpc/error.ts'
import { openExample } from './openExample.ts'

let folder: string
let path: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'lardom-exempel-'))
  path = join(folder, 'Exempeldata.lardom')
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

/** A service whose first unlock fails in one way. */
function service(first?: ErrorCode) {
  const calls: string[] = []
  const ask = (procedure: string, input: unknown): Promise<unknown> => {
    calls.push(procedure)
    expect(input).toMatchObject(procedure === 'example.create' ? { path, replace: true } : { path })
    if (procedure === 'account.unlock' && first !== undefined && calls.length === 1) {
      return Promise.reject(new LardomError(first))
    }
    return Promise.resolve({ name: 'Exempel' })
  }
  return { calls, ask }
}

describe('the example', () => {
  it('is opened when it is there, and made first when it is not', async () => {
    const none = service()
    await openExample(path, none.ask)
    expect(none.calls).toEqual(['example.create', 'account.unlock'])
    writeFileSync(path, '')
    const there = service()
    await openExample(path, there.ask)
    expect(there.calls).toEqual(['account.unlock'])
  })

  it.each(['KEYRING_TOO_OLD', 'DB_DAMAGED', 'KEYRING_MISSING'] as const)(
    'of an older build or damaged (%s) is made anew',
    async (code) => {
      writeFileSync(path, '')
      const { calls, ask } = service(code)
      expect(await openExample(path, ask)).toMatchObject({ name: 'Exempel' })
      expect(calls).toEqual(['account.unlock', 'example.create', 'account.unlock'])
    },
  )

  it.each(['DB_FROM_NEWER_APP', 'WORKSPACE_IN_USE', 'DISK_FULL', 'CANCELLED'] as const)(
    'that answers %s is left as it is',
    async (code) => {
      writeFileSync(path, '')
      const { calls, ask } = service(code)
      await expect(openExample(path, ask)).rejects.toMatchObject({ code })
      expect(calls).toEqual(['account.unlock'])
    },
  )
})
