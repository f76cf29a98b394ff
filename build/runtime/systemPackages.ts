import { execFileSync, spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'

/** What a bare Debian lacks, and why; told before anything is installed. */
interface SystemNeed {
  readonly packages: readonly string[]
  readonly why: string
  readonly present: () => boolean
}

const library = (name: string) => () => {
  const cache = spawnSync('ldconfig', ['-p'], { encoding: 'utf8' })
  return cache.status === 0 && cache.stdout.includes(name)
}
const program =
  (...names: string[]) =>
  () =>
    names.some((name) => ['/usr/bin', '/bin', '/usr/local/bin'].some((dir) => existsSync(`${dir}/${name}`)))

const WINDOW: SystemNeed[] = [
  { packages: ['libgtk-3-0'], why: 'fönstret (GTK)', present: library('libgtk-3.so.0') },
  { packages: ['libgbm1'], why: 'fönstret (grafik)', present: library('libgbm.so.1') },
  {
    packages: ['libasound2'],
    why: 'fönstret (ljudbiblioteket Chromium kräver)',
    present: library('libasound.so.2'),
  },
  { packages: ['libnss3'], why: 'fönstret (certifikatbibliotek)', present: library('libnss3.so') },
]
const DISPLAY: SystemNeed = {
  packages: ['xvfb', 'xauth'],
  why: 'en osynlig skärm, eftersom ingen skärm finns',
  present: program('Xvfb'),
}
const PRINTER: SystemNeed[] = [
  {
    packages: ['chromium'],
    why: 'tillgänglig PDF (den här Electron-versionen skriver otaggad PDF)',
    present: program('chromium', 'chromium-browser', 'google-chrome'),
  },
  {
    packages: ['fonts-liberation'],
    why: 'teckensnitt i dokument',
    present: () =>
      existsSync('/usr/share/fonts/truetype/liberation') ||
      existsSync('/usr/share/fonts/truetype/liberation2'),
  },
]

const KEYCHAIN: SystemNeed[] = [
  {
    packages: ['gnome-keyring', 'libsecret-1-0'],
    why: 'provet att öppna med datorns nyckelring',
    present: () => program('gnome-keyring-daemon')() && library('libsecret-1.so.0')(),
  },
  { packages: ['dbus'], why: 'nyckelringens väg till fönstret', present: program('dbus-daemon') },
]

/**
 * Makes sure that a Linux machine can show a window and print. Installs by apt-get as root; otherwise says the one
 * command to run and stops. On other systems nothing is needed.
 */
export function ensureSystemPackages(
  say: (line: string) => void,
  wants: { window: boolean; display: boolean; printer: boolean; keychain?: boolean },
): void {
  if (process.platform !== 'linux') return
  const needs = [
    ...(wants.window ? WINDOW : []),
    ...(wants.display ? [DISPLAY] : []),
    ...(wants.printer ? PRINTER : []),
    ...(wants.keychain ? KEYCHAIN : []),
  ]
  const missing = needs.filter((need) => !need.present())
  if (missing.length === 0) return
  const packages = missing.flatMap((need) => need.packages)
  const command = `apt-get install -y --no-install-recommends ${packages.join(' ')}`
  for (const need of missing) say(`Saknas: ${need.packages.join(', ')} – ${need.why}.`)
  const mayInstall = process.getuid?.() === 0 && existsSync('/usr/bin/apt-get')
  if (!mayInstall) throw new Error(`Kör detta en gång och försök igen:  sudo ${command}`)
  say('Installerar dem med apt-get …')
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }
  execFileSync('apt-get', ['update', '-qq'], { stdio: ['ignore', 'ignore', 'inherit'], env })
  execFileSync('apt-get', command.split(' ').slice(1), { stdio: ['ignore', 'ignore', 'inherit'], env })
  const still = missing.filter((need) => !need.present())
  if (still.length > 0)
    throw new Error(`apt-get gav inte: ${still.flatMap((need) => need.packages).join(', ')}`)
}
