import { spawnSync } from 'node:child_process'
import { existsSync, readdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { ROOT } from './paths.ts'

/** `npm run screenshots`: every screen, from the real window, into docs/screenshots/. To be looked at, then committed. */
const OUT = join(ROOT, 'docs', 'screenshots')
/** The small size is kept in the repository; the large one is taken by build/shot.ts when a page is worked on. */
const SIZE = ['--sizes', '1280x800']
const SCREENS = [
  '/inkorg',
  '/handelser',
  '/handelse/ny',
  '/handelse/1',
  '/handelse/@avslutad',
  '/handelse/@inkommen/bedom',
  '/handelse/@bedomd/analys/ny',
  '/analyser',
  '/analys/1/uppdrag',
  '/analys/1/team',
  '/analys/1/kallor',
  '/analys/1/forlopp',
  '/analys/1/orsaker',
  '/analys/1/atgarder',
  '/analys/1/rapport',
  '/analys/1/beslut',
  '/analys/1/uppfoljning',
  '/atgarder',
  '/indikatorer',
  '/berattelser',
  '/berattelse/SU/2025',
  '/konton',
  '/konton/nytt',
  '/logg',
  '/sakerhet',
  '/sakerhetskopior',
  '/mitt-konto',
  // Last: it adds to the example what the others are not to show.
  '/handelse/@bilagor',
]

if (existsSync(OUT)) for (const name of readdirSync(OUT)) rmSync(join(OUT, name))
const shoot = (...args: string[]) => {
  const run = spawnSync(process.execPath, [join(ROOT, 'build', 'shot.ts'), '--out', OUT, ...args], {
    stdio: 'inherit',
  })
  if (run.status !== 0) process.exit(run.status ?? 1)
}
shoot('--gate', ...SIZE)
shoot('--fresh', ...SIZE, ...SCREENS)
