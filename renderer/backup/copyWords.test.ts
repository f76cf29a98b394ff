import { describe, expect, it } from 'vitest'
import type { CopyInfo } from '../../shared/backup/contract.ts'
import { latestCopy } from './copyWords.ts'

const copy = (at: string, reason: CopyInfo['reason']): CopyInfo => ({
  name: `Arbetsyta ${at} ${reason}.lardom`,
  at,
  reason,
  bytes: 1000,
  hasKeyring: true,
})

describe('the latest copy', () => {
  it('is the newest that was checked, not what a restore moved aside', () => {
    const copies = [copy('2026-11-22 07:49:20', 'ersatt'), copy('2026-11-22 07:49:00', 'for-hand')]
    expect(latestCopy(copies)).toEqual(copies[1])
  })

  it('is none where only such a one is kept', () => {
    expect(latestCopy([copy('2026-11-22 07:49:20', 'ersatt')])).toBeUndefined()
    expect(latestCopy([])).toBeUndefined()
  })
})
