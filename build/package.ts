import { existsSync, rmSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { parseArgs } from 'node:util'
import { build, Platform, type AfterPackContext } from 'electron-builder'
import { buildAll } from './bundles.ts'
import { supportFault } from './checks/electronSupport.ts'
import { electronBuilder } from './electronBuilder.ts'
import { fuseFaults, fuseTable, readFuses, setFuses } from './fuses.ts'
import { ROOT } from './paths.ts'
import { resolveElectron } from './runtime/electronRuntime.ts'

/**
 * `npm run package`: a packaged app in release/, whose fuses are read back from the program that was made; a wrong one
 * is an error. A release refuses the old development runtime; with --development it is packaged all the same, unsigned
 * and with its own name, with every fuse that the old runtime has.
 */
const { values } = parseArgs({
  options: {
    development: { type: 'boolean', default: false },
    // The folder alone, without an installer: what the test of a packaged app needs.
    folder: { type: 'boolean', default: false },
  },
})
const say = (line: string) => console.log(line)

const runtime = await resolveElectron(say)
const release = !values.development
if (release) {
  if (runtime.source === 'development') {
    say(
      `Fel: en version för användning görs inte med ${runtime.description}. ` +
        'Anslut till ett nät där Electron kan hämtas, eller ange ELECTRON_OVERRIDE_DIST_PATH. (--development provar ändå.)',
    )
    process.exit(1)
  }
  const fault = supportFault(runtime.version, new Date())
  if (fault !== undefined) {
    say(`Fel: ${fault}`)
    process.exit(1)
  }
}
await buildAll(say)

/** The programs that were made, one per platform and kind of processor. */
const programs: string[] = []
await build({
  projectDir: ROOT,
  publish: 'never',
  ...(release && !values.folder ? {} : { targets: Platform.current().createTarget('dir') }),
  config: {
    ...electronBuilder,
    ...(release
      ? {}
      : {
          productName: 'Lärdom utveckling',
          // Its service is a child of plain Node, which cannot read into an archive.
          asarUnpack: ['dist/service/**', 'node_modules/**'],
        }),
    electronVersion: runtime.version,
    electronDist: dirname(runtime.executable),
    // Before signing: a fuse that is changed afterwards would break the signature.
    afterPack: async (context: AfterPackContext) => {
      const program = programOf(context)
      if (!release) removeLoader(context.appOutDir)
      await setFuses(program, { release })
      programs.push(program)
    },
  },
})

let wrong = 0
for (const program of programs) {
  const readings = await readFuses(program)
  say(`\nSäkringar, lästa ur ${program}:\n${fuseTable(readings)}`)
  for (const fault of fuseFaults(readings, { release })) {
    say(`Fel: ${fault}`)
    wrong++
  }
}
if (programs.length === 0) {
  say('Fel: inget program blev gjort, så ingen säkring är läst.')
  wrong++
}
process.exit(wrong === 0 ? 0 : 1)

/** What `npm start` needs in the development runtime: the packaged program shall not have it. */
function removeLoader(folder: string): void {
  for (const name of [join('resources', 'app'), 'KLAR'])
    rmSync(join(folder, name), { recursive: true, force: true })
}

function programOf({ appOutDir, packager, electronPlatformName }: AfterPackContext): string {
  const name = packager.appInfo.productFilename
  const program =
    electronPlatformName === 'darwin'
      ? join(appOutDir, `${name}.app`)
      : electronPlatformName === 'win32'
        ? join(appOutDir, `${name}.exe`)
        : join(appOutDir, electronBuilder.linux?.executableName ?? name)
  if (!existsSync(program)) throw new Error(`${program} blev inte gjort`)
  return program
}
