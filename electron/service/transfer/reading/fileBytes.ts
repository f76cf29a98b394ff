import { open } from 'node:fs/promises'
import { LardomError } from '../../../../shared/rpc/error.ts'
import { fileRefusal, NOT_A_FILE, refusal } from './refusal.ts'

const GIGABYTE = 1024 ** 3
const LARGEST = 2 * GIGABYTE
/** Small, so that what has been read is forgotten young: 256 KB made the heap a third larger and no faster. */
const CHUNK = 64 * 1024

/** A file on disk that is read piece by piece, never whole. */
export class FileBytes {
  readonly path: string
  readonly size: number
  readonly #signal: AbortSignal | undefined

  private constructor(path: string, size: number, signal: AbortSignal | undefined) {
    this.path = path
    this.size = size
    this.#signal = signal
  }

  /** @throws SOURCE_INVALID for what is no file, empty, too large or out of reach. */
  static async of(path: string, signal?: AbortSignal): Promise<FileBytes> {
    const size = await withReasons(path, async () => {
      const handle = await open(path)
      try {
        const info = await handle.stat()
        if (!info.isFile()) throw refusal(path, NOT_A_FILE)
        return info.size
      } finally {
        await handle.close()
      }
    })
    if (size === 0) throw refusal(path, 'filen är tom. Gör om exporten i systemet den kommer från.')
    if (size > LARGEST) {
      throw refusal(
        path,
        'filen är större än 2 GB. Exportera en kortare period i taget och läs in filerna var för sig.',
      )
    }
    return new FileBytes(path, size, signal)
  }

  /** Bytes from `start` up to `end`, in pieces. Each piece is the caller's own until it asks for the next. */
  async *chunks(start = 0, end = this.size): AsyncGenerator<Buffer> {
    const handle = await withReasons(this.path, () => open(this.path))
    try {
      const room = Buffer.allocUnsafe(Math.min(CHUNK, Math.max(1, end - start)))
      for (let at = start; at < end;) {
        this.assertGoingOn()
        const { bytesRead } = await withReasons(this.path, () =>
          handle.read(room, 0, Math.min(room.length, end - at), at),
        )
        if (bytesRead === 0) {
          throw refusal(
            this.path,
            'filen blev kortare medan den lästes. Vänta tills exporten är klar och försök igen.',
          )
        }
        at += bytesRead
        yield room.subarray(0, bytesRead)
      }
    } finally {
      await handle.close()
    }
  }

  /** All bytes of a part of the file; the caller knows that it is small. */
  async part(start: number, end: number): Promise<Buffer> {
    const parts: Buffer[] = []
    for await (const chunk of this.chunks(start, Math.min(end, this.size))) parts.push(Buffer.from(chunk))
    return Buffer.concat(parts)
  }

  /** @throws CANCELLED when the person changed their mind. */
  assertGoingOn(): void {
    if (this.#signal?.aborted) throw new LardomError('CANCELLED')
  }
}

async function withReasons<T>(path: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (error) {
    if (error instanceof LardomError) throw error
    throw fileRefusal(path, error) ?? error
  }
}
