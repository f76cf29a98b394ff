import { statSync } from 'node:fs'
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
    expect(codeFor('EIO')).toBe('WRITE_FAILED')
    expect(codeFor('ERR_FS_EISDIR')).toBe('WRITE_FAILED')
  })

  it('knows a name that no file can have', () => {
    const path = '/hem/ny\u0000.lardom'
    let thrown: unknown
    try {
      statSync(path)
    } catch (error) {
      thrown = error
    }
    const known = asLardomError(thrown, path)
    expect(known?.code).toBe('FILE_MISSING')
    expect(known?.message).not.toContain('\u0000')
    // Any other odd argument is a fault of ours.
    expect(codeFor('ERR_INVALID_ARG_VALUE')).toBeUndefined()
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
