import { basename } from 'node:path'
import { LardomError } from '../../../../shared/rpc/error.ts'

/** A file that is not read; `detail` is Swedish, begins in lower case, and says what to do. */
export function refusal(path: string, detail: string, cause?: unknown): LardomError {
  return new LardomError(
    'SOURCE_INVALID',
    { file: basename(path).replaceAll('\u0000', ''), detail },
    { cause },
  )
}

/** What the file system says, as a reason that says what to do; undefined for what it did not say. */
export function fileRefusal(path: string, error: unknown): LardomError | undefined {
  if (typeof error !== 'object' || error === null || !('code' in error)) return undefined
  const detail = typeof error.code === 'string' ? REASONS[error.code] : undefined
  return detail === undefined ? undefined : refusal(path, detail, error)
}

const GONE =
  'filen finns inte, eller finns inte kvar. Kontrollera sökvägen och att enheten den låg på är ansluten.'
const LOCKED = 'filen används av ett annat program. Stäng den där (till exempel i Excel) och försök igen.'
const FOLDER = 'det är en mapp och inte en fil. Välj filen inne i mappen.'

const REASONS: Readonly<Record<string, string>> = {
  ENOENT: GONE,
  ENOTDIR: GONE,
  ENODEV: GONE,
  ENXIO: GONE,
  ESTALE: GONE,
  ERR_INVALID_ARG_VALUE: GONE,
  ENAMETOOLONG: GONE,
  EBUSY: LOCKED,
  EAGAIN: LOCKED,
  EACCES: 'du har inte rätt att läsa filen. Kopiera den till en mapp som är din och försök igen.',
  EPERM: 'du har inte rätt att läsa filen. Kopiera den till en mapp som är din och försök igen.',
  EISDIR: FOLDER,
  EIO: 'enheten som filen ligger på svarar inte. Kopiera filen till datorn och försök igen.',
}

/** For a folder, a device or a pipe. */
export const NOT_A_FILE = FOLDER
