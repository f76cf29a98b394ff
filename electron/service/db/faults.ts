import { basename } from 'node:path'
import { LardomError } from '../../../shared/rpc/error.ts'

/** Turns what SQLite and the file system throw into an error that says what the person can do. */
export function asLardomError(error: unknown, file: string): LardomError | undefined {
  if (error instanceof LardomError) return error
  const code = codeOf(error)
  const name = basename(file).replaceAll('\u0000', '')
  const options = { cause: error }
  if (code === undefined) return undefined
  if (code === 'SQLITE_FULL' || code === 'ENOSPC' || code === 'EDQUOT') {
    return new LardomError('DISK_FULL', {}, options)
  }
  if (code.startsWith('SQLITE_BUSY') || code.startsWith('SQLITE_LOCKED') || code === 'EBUSY') {
    return new LardomError('FILE_LOCKED', { file: name }, options)
  }
  if (code.startsWith('SQLITE_CORRUPT') || code === 'SQLITE_NOTADB') {
    return new LardomError('DB_DAMAGED', { file: name, detail: 'innehållet går inte att läsa' }, options)
  }
  if (code.startsWith('SQLITE_IOERR') || code === 'EIO') {
    return new LardomError('WRITE_FAILED', { file: name, detail: 'enheten svarar inte' }, options)
  }
  if (['EACCES', 'EPERM', 'EROFS', 'SQLITE_READONLY', 'SQLITE_PERM', 'SQLITE_CANTOPEN'].includes(code)) {
    return new LardomError('NO_PERMISSION', { file: name }, options)
  }
  if (code === 'ENOENT' || isImpossibleName(code, file))
    return new LardomError('FILE_MISSING', { file: name }, options)
  const detail = UNWRITABLE[code]
  if (detail !== undefined) return new LardomError('WRITE_FAILED', { file: name, detail }, options)
  return undefined
}

const UNWRITABLE: Readonly<Record<string, string>> = {
  EISDIR: 'det är en mapp',
  ERR_FS_EISDIR: 'det är en mapp',
  ENOTDIR: 'en del av sökvägen är en fil, inte en mapp',
  ENAMETOOLONG: 'namnet är för långt',
}

/** Node refuses a name with a zero in it before it asks the system: there is no such file. */
function isImpossibleName(code: string, file: string): boolean {
  return code === 'ERR_INVALID_ARG_VALUE' && file.includes('\u0000')
}

function codeOf(error: unknown): string | undefined {
  if (typeof error !== 'object' || error === null || !('code' in error)) return undefined
  return typeof error.code === 'string' ? error.code : undefined
}
