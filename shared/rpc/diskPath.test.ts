import { describe, expect, it } from 'vitest'
import { contract } from '../contract.ts'
import { diskPath } from './diskPath.ts'

describe('a path from the host', () => {
  it('is anything a file can be called, and nothing else', () => {
    for (const path of ['/hem/Åsa/vgr.lardom', 'C:\\Users\\Åsa\\vgr.lardom', '..', ' ']) {
      expect(diskPath.safeParse(path).success).toBe(true)
    }
    for (const path of ['', '/hem/ny\u0000.lardom', 'a'.repeat(4001)]) {
      expect(diskPath.safeParse(path).success).toBe(false)
    }
  })

  it.each(['account.unlock', 'account.create', 'backup.list-closed', 'example.create'] as const)(
    'is looked at before %s asks the disk',
    (name) => {
      const input = {
        path: '/hem/ny\u0000.lardom',
        name: 'VGR',
        accountName: 'Åsa',
        passphrase: 'fyra små ord om havet',
      }
      const issues = contract[name].input.safeParse(input).error?.issues ?? []
      expect(JSON.stringify(issues)).toContain('ingen fil kan ha')
    },
  )
})
