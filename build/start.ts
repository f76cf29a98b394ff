import { spawn } from 'node:child_process'
import { buildAll } from './bundles.ts'
import { hasDisplay, launchSpec, underXvfb } from './launch.ts'
import { resolveElectron } from './runtime/electronRuntime.ts'
import { ensureSystemPackages } from './runtime/systemPackages.ts'

const say = (line: string) => console.log(`Lärdom: ${line}`)

try {
  const display = hasDisplay()
  const runtime = await resolveElectron(say)
  ensureSystemPackages(say, { window: true, display: !display, printer: runtime.source === 'development' })
  await buildAll(say)
  say(`Kör ${runtime.description}.`)
  const spec = launchSpec(runtime)
  const args = [...spec.args, ...process.argv.slice(2)]
  const run = display ? { command: spec.executable, args } : underXvfb(spec.executable, args)
  if (!display) say('Ingen skärm finns: appen körs på en osynlig skärm (Xvfb). Avsluta med Ctrl+C.')
  const child = spawn(run.command, run.args, { stdio: 'inherit', env: { ...process.env, ...spec.env } })
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => child.kill(signal))
  child.on('exit', (code, signal) => process.exit(signal ? 0 : (code ?? 0)))
} catch (error) {
  say(error instanceof Error ? error.message : String(error))
  process.exit(1)
}
