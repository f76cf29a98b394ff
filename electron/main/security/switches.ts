/**
 * Switches that a finished version accepts: how it looks on the screen, and its own check. Chromium knows hundreds more
 * (debugging ports, other certificates, no sandbox, a proxy, extra code in each process); a finished version started
 * with any of them stops at once and says which, before the page, the service or a port exists.
 */
const ACCEPTED: ReadonlySet<string> = new Set([
  'smoke-test',
  'lang',
  'force-device-scale-factor',
  'force-renderer-accessibility',
  'high-dpi-support',
  'disable-gpu',
  'ozone-platform',
  'ozone-platform-hint',
  'password-store',
  // Given by Windows and by Electron itself when a second start is handed to the first.
  'original-process-start-time',
  'allow-file-access-from-files',
])

/** The first switch in a command line that a finished version does not accept, by name; undefined when there is none. */
export function refusedSwitch(args: readonly string[]): string | undefined {
  for (const arg of args) {
    // Windows programs may be given /x too, but Chromium reads it as a switch there only.
    const match = /^(--?|\/(?=[a-z][a-z-]*(?:[=:]|$)))([^=:]+)/i.exec(arg)
    if (match === null) continue
    if (arg.startsWith('/') && process.platform !== 'win32') continue
    // macOS numbers the process that Finder starts.
    if (arg.startsWith('-psn_')) continue
    const name = (match[2] ?? '').toLowerCase()
    if (!ACCEPTED.has(name)) return name
  }
  return undefined
}
