import { flipFuses, FuseState, FuseV1Options, FuseVersion, getCurrentFuseWire } from '@electron/fuses'

/**
 * Every fuse that Electron has, decided; a new one in a later Electron is a type error here, and a release that has a
 * fuse unknown to this table is not made. Fuses are bits in the program itself: they hold whatever it is started with.
 */
export const FUSES: Readonly<Record<FuseV1Options, boolean>> = {
  // The program is never a plain Node for someone else's code.
  [FuseV1Options.RunAsNode]: false,
  // No cookie is ever made; were there one, it would not lie in clear text.
  [FuseV1Options.EnableCookieEncryption]: true,
  [FuseV1Options.EnableNodeOptionsEnvironmentVariable]: false,
  [FuseV1Options.EnableNodeCliInspectArguments]: false,
  // Windows and macOS: main, preload and window are read from an archive whose hash stands in the signed program.
  [FuseV1Options.EnableEmbeddedAsarIntegrityValidation]: true,
  [FuseV1Options.OnlyLoadAppFromAsar]: true,
  [FuseV1Options.LoadBrowserProcessSpecificV8Snapshot]: false,
  // Our pages come from app://; file:// is an ordinary address with no rights.
  [FuseV1Options.GrantFileProtocolExtraPrivileges]: false,
  // Memory limits of WebAssembly are kept by the processor; off would only make it slower.
  [FuseV1Options.WasmTrapHandlers]: true,
}

/** The fuses in their own order, which is that of their numbers. */
const OPTIONS = Object.values(FuseV1Options).filter((option) => typeof option === 'number')

export interface FuseReading {
  readonly name: string
  readonly wanted: boolean
  /** As read from the program; undefined when its Electron is too old to have the fuse. */
  readonly found: boolean | undefined
}

/**
 * Sets every fuse in a packaged program. A release must know all of them; the old development runtime gets those that
 * it has.
 */
export async function setFuses(program: string, options: { release: boolean }): Promise<void> {
  if (options.release) {
    await flipFuses(program, { version: FuseVersion.V1, strictlyRequireAllFuses: true, ...FUSES })
    return
  }
  const known = (await readFuses(program))
    .filter(({ found }) => found !== undefined)
    .map(({ option }) => option)
  const config = Object.fromEntries(known.map((option) => [option, FUSES[option]]))
  await flipFuses(program, { version: FuseVersion.V1, strictlyRequireAllFuses: false, ...config })
}

/** Every fuse of ours, as it stands in a program. */
export async function readFuses(program: string): Promise<(FuseReading & { option: FuseV1Options })[]> {
  // An object from fuse number to the byte that was read; its declared type hides the numbers.
  const wire = (await getCurrentFuseWire(program)) as Partial<Record<FuseV1Options, FuseState>>
  return OPTIONS.map((option) => {
    const wanted = FUSES[option]
    const state = wire[option]
    return {
      option,
      name: FuseV1Options[option],
      wanted,
      found: state === undefined || state === FuseState.REMOVED ? undefined : state === FuseState.ENABLE,
    }
  })
}

/** What is wrong with a program's fuses, one line each; none when all is well. A missing fuse is wrong in a release. */
export function fuseFaults(readings: readonly FuseReading[], options: { release: boolean }): string[] {
  return readings
    .filter(({ wanted, found }) => (found === undefined ? options.release : found !== wanted))
    .map(
      ({ name, wanted, found }) =>
        `${name} ska vara ${say(wanted)} men är ${found === undefined ? 'okänd för programmet' : say(found)}`,
    )
}

/** A table for whoever packages, in the order of the fuses. */
export function fuseTable(readings: readonly FuseReading[]): string {
  return readings
    .map(
      ({ name, found }) =>
        `  ${name.padEnd(40)} ${found === undefined ? 'finns inte i den här Electron' : say(found)}`,
    )
    .join('\n')
}

const say = (on: boolean) => (on ? 'på' : 'av')
