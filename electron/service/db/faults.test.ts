import { describe, expect, it } from 'vitest'
import { asLardomError } from './faults.ts'

const codeFor = (code: string) =>
  asLardomError(Object.assign(new Error('x'), { code }), '/hem/vgr.lardom')?.code

describe('what SQLite and the file system say', () => {
  it('becomes an error that says what to do', () => {
    expect(codeFor('SQLITE_FULL')).toBe('DISK_FULL')
    expect(codeFor('ENOSPC')).toBe('DISK_FULL')
    expect(codeFor('SQLITE_BUSY')).toBe('FILE_LOCKED')
    expect(codeFor('SQLITE_CORRUPT_VTAB')).toBe('DB_DAMAGED')
    expect(codeFor('SQLITE_NOTADB')).toBe('DB_DAMAGED')
    expect(codeFor('SQLITE_IOERR_FSYNC')).toBe('WRITE_FAILED')
    expect(codeFor('EACCES')).toBe('NO_PERMISSION')
    expect(codeFor('EROFS')).toBe('NO_PERMISSION')
    expect(codeFor('ENOENT')).toBe('FILE_MISSING')
    expect(codeFor('ENAMETOOLONG')).toBe('WRITE_FAILED')
  })

  it('names the file, never its folder', () => {
    const error = asLardomError(
      Object.assign(new Error('x'), { code: 'EACCES' }),
      '/hem/hemlig mapp/vgr.lardom',
    )
    expect(error?.message).toContain('vgr.lardom')
    expect(error?.message).not.toContain('hemlig mapp')
  })

  it('that is something else stays unexpected', () => {
    expect(codeFor('ESOMETHING')).toBeUndefined()
    expect(asLardomError(new TypeError('x'), 'a')).toBeUndefined()
  })
})
