import { mkdirSync } from 'node:fs'
import { LardomError } from '../../shared/rpc/error.ts'
import { asLardomError } from '../service/db/faults.ts'

/** Makes the folder that results are written in, with those above it. @throws WRITE_FAILED, NO_PERMISSION, DISK_FULL */
export function makeFolder(path: string): void {
  try {
    mkdirSync(path, { recursive: true })
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : undefined
    if (code === 'EEXIST' || code === 'ENOTDIR') {
      const detail = 'där ligger en fil, inte en mapp'
      throw new LardomError('WRITE_FAILED', { file: path, detail }, { cause: error })
    }
    throw asLardomError(error, path) ?? error
  }
}
