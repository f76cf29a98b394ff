/**
 * Which Electron majors get security fixes. Electron supports its three newest (electronjs.org, "Electron Releases"); a
 * new major comes every eight weeks. `released` was read from the npm registry on the day of review; `supportedUntil` is
 * the release of the third major after it: read from the registry when that has happened, else reckoned from the pace.
 */
export const REVIEWED = '2026-11-22'

export interface SupportedMajor {
  readonly major: number
  readonly released: string
  readonly supportedUntil: string
}

export const SUPPORTED: readonly SupportedMajor[] = [
  { major: 43, released: '2026-07-01', supportedUntil: '2026-12-16' },
  { major: 44, released: '2026-08-25', supportedUntil: '2027-02-10' },
  { major: 45, released: '2026-10-21', supportedUntil: '2027-04-07' },
]

/** Why a version may not be released on a day; undefined when it may. */
export function supportFault(version: string, today: Date): string | undefined {
  const major = Number(/^(\d+)\./.exec(version)?.[1])
  const row = SUPPORTED.find((known) => known.major === major)
  if (row === undefined)
    return `Electron ${version} är inte bland dem som får säkerhetsrättningar (${SUPPORTED.map((known) => known.major).join(', ')}, granskat ${REVIEWED}).`
  if (today.toISOString().slice(0, 10) > row.supportedUntil)
    return `Electron ${major} får inte säkerhetsrättningar efter ${row.supportedUntil}. Byt till en nyare, eller granska tabellen i build/checks/electronSupport.ts igen.`
  return undefined
}
