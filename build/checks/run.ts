import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import * as z from 'zod'
import { buildAll } from '../bundles.ts'
import { ROOT } from '../paths.ts'
import { bundleFaults } from './bundles.ts'
import { REVIEWED, supportFault } from './electronSupport.ts'
import { carriedPackages, licenceFaults } from './licences.ts'
import { sourceFaults } from './sources.ts'

/** The step `checks` of `npm test`: what can be read off the source and the built files without starting anything. */
export async function runChecks(say: (line: string) => void): Promise<{ passed: number; failed: number }> {
  const count = { passed: 0, failed: 0 }
  const check = (name: string, faults: readonly string[]) => {
    count[faults.length === 0 ? 'passed' : 'failed']++
    say(`${faults.length === 0 ? '✓' : '✘'} ${name}`)
    for (const fault of faults) say(`    ${fault}`)
  }
  check('every door stands in its own file', sourceFaults())
  await buildAll(say)
  check('the bundles hold no address, no map and no way round the bridge', bundleFaults())
  const packages = await carriedPackages()
  check(
    `the ${packages.length} packages that are shipped have licences that allow it`,
    packages.length > 10 ? licenceFaults(packages) : ['för få paket: kontrollen läser fel'],
  )
  const { devDependencies } = z
    .object({ devDependencies: z.record(z.string(), z.string()) })
    .parse(JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')))
  // As of the day the table was reviewed; whether it still holds is asked when a release is made.
  const fault = supportFault(devDependencies['electron'] ?? '', new Date(REVIEWED))
  check('Electron in package.json gets security fixes', fault === undefined ? [] : [fault])
  return count
}
