import { dirname } from 'node:path'
import { parseArgs } from 'node:util'
import { build, Platform } from 'electron-builder'
import { buildAll } from './bundles.ts'
import { electronBuilder } from './electronBuilder.ts'
import { ROOT } from './paths.ts'
import { resolveElectron } from './runtime/electronRuntime.ts'

/**
 * `npm run package`: a packaged app in release/. A release refuses the old development runtime; with --development it
 * is packaged all the same, unsigned and with its own name, to try the packaging.
 */
const { values } = parseArgs({ options: { development: { type: 'boolean', default: false } } })
const say = (line: string) => console.log(line)

const runtime = await resolveElectron(say)
if (runtime.source === 'development' && !values.development) {
  say(
    `Fel: en version för användning görs inte med ${runtime.description}. ` +
      'Anslut till ett nät där Electron kan hämtas, eller ange ELECTRON_OVERRIDE_DIST_PATH. (--development provar ändå.)',
  )
  process.exit(1)
}
await buildAll(say)
// A release only: the old runtime does not know every fuse, and its service, a child of plain Node, cannot read an asar.
const { electronFuses, ...withoutFuses } = electronBuilder
await build({
  projectDir: ROOT,
  publish: 'never',
  ...(values.development ? { targets: Platform.current().createTarget('dir') } : {}),
  config: {
    ...withoutFuses,
    ...(values.development
      ? { productName: 'Lärdom utveckling', asar: false }
      : { electronFuses: electronFuses ?? {} }),
    electronVersion: runtime.version,
    electronDist: dirname(runtime.executable),
  },
})
