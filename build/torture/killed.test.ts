import { describe, expect, it } from 'vitest'
import { killService } from './killService.ts'
import { maintenancePart } from './maintenance.ts'
import { runShort, unmet } from './short.ts'

describe('the data service, killed', { timeout: 120_000 }, () => {
  it('in the middle of writes loses nothing that was answered and leaves nothing half done', async () => {
    expect(unmet(await runShort(killService()))).toEqual([])
  })

  it('in the middle of a copy, a restore, a new key or a raised format leaves a workspace that opens', async () => {
    expect(unmet(await runShort(maintenancePart()))).toEqual([])
  })
})
