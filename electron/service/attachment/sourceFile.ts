import { constants, lstatSync } from 'node:fs'
import { open } from 'node:fs/promises'
import { LARGEST_ATTACHMENT } from '../../../shared/attachment/types.ts'
import { LardomError } from '../../../shared/rpc/error.ts'
import { refuse } from './refusal.ts'

/** Links are not followed and pipes not waited for; both are missing on Windows. */
const FLAGS = constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0) | (constants.O_NONBLOCK ?? 0)

/** The content of a plain file that is not too large. What it is is asked of the open file, not of its name. */
export async function readSource(path: string, signal: AbortSignal): Promise<Buffer> {
  const before = lstatSync(path)
  if (before.isSymbolicLink()) throw refuse('lank')
  if (before.isDirectory()) throw refuse('mapp')
  if (!before.isFile()) throw refuse('inte_fil')
  const file = await open(path, FLAGS)
  try {
    const info = await file.stat()
    if (!info.isFile()) throw refuse('inte_fil')
    if (info.size > LARGEST_ATTACHMENT) throw refuse('for_stor')
    // It may grow while it is read.
    const bytes = Buffer.allocUnsafe(info.size + 1)
    let length = 0
    while (length < bytes.length) {
      if (signal.aborted) throw new LardomError('CANCELLED')
      const { bytesRead } = await file.read(bytes, length, bytes.length - length, length)
      if (bytesRead === 0) break
      length += bytesRead
    }
    if (length > info.size) throw refuse('skadad')
    return bytes.subarray(0, length)
  } finally {
    await file.close()
  }
}
