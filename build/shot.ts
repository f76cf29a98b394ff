import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { spawnSync } from 'node:child_process'
import { parseArgs } from 'node:util'
import { _electron, type Page } from '@playwright/test'
import { buildAll } from './bundles.ts'
import { hasDisplay, launchSpec, underXvfb } from './launch.ts'
import { CACHE } from './paths.ts'
import { resolveElectron } from './runtime/electronRuntime.ts'
import { ensureSystemPackages } from './runtime/systemPackages.ts'

/**
 * Takes screenshots of the real window: each address at two sizes, light and dark.
 *   node build/shot.ts --out DIR [--sizes 1280x800] [--themes light] [--click 'text'] ADDRESS …
 * `@status` in an address stands for the first example incident with that status, e.g. /handelse/@bedomd/bedom, and
 * `@bilagor` for one that has been given attachments and a patient's number (Skatteverket's own test number).
 * The example workspace is kept between runs in the cache (--fresh makes it anew).
 */
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    out: { type: 'string', default: 'out/shots' },
    sizes: { type: 'string', default: '1280x800,1920x1080' },
    themes: { type: 'string', default: 'light,dark' },
    click: { type: 'string', multiple: true, default: [] },
    fresh: { type: 'boolean', default: false },
    gate: { type: 'boolean', default: false },
    'user-data': { type: 'string', default: join(CACHE, 'bilder') },
  },
})

const say = (line: string) => console.log(line)
if (!hasDisplay()) {
  ensureSystemPackages(say, { window: true, display: true, printer: true })
  const run = underXvfb(process.execPath, process.argv.slice(1))
  process.exit(spawnSync(run.command, run.args, { stdio: 'inherit' }).status ?? 1)
}

const runtime = await resolveElectron(say)
await buildAll(say)
const userData = values.gate ? mkdtempSync(join(tmpdir(), 'lardom-bild-')) : values['user-data']
if (values.fresh) rmSync(userData, { recursive: true, force: true })
mkdirSync(values.out, { recursive: true })
const spec = launchSpec(runtime)
const app = await _electron.launch({
  executablePath: spec.executable,
  args: [...spec.args, '--force-prefers-reduced-motion'],
  env: { ...process.env, ...spec.env, LARDOM_USER_DATA: userData, LARDOM_CHECK_OUTPUT: '1' },
})
try {
  const page = await app.firstWindow()
  page.on('console', (message) => message.type() !== 'debug' && say(`[${message.type()}] ${message.text()}`))
  page.on('pageerror', (error) => say(`[fel] ${error.message}`))
  await page.getByRole('heading', { name: 'Lärdom' }).waitFor()
  if (!values.gate) {
    await page.getByRole('button', { name: 'Öppna exempeldata' }).click()
    await page.getByRole('navigation', { name: 'Huvudmeny' }).waitFor({ timeout: 120_000 })
  }
  for (const address of positionals.length > 0 ? positionals : [values.gate ? '' : '/handelser']) {
    if (address !== '') {
      const hash = await withIncident(page, address)
      await page.evaluate(`window.location.hash = ${JSON.stringify(hash)}`)
    }
    for (const text of values.click) await page.getByText(text, { exact: true }).first().click()
    for (const size of values.sizes.split(',')) {
      const [width = 1280, height = 800] = size.split('x').map(Number)
      await app.evaluate(
        ({ BrowserWindow }, [w, h]) => BrowserWindow.getAllWindows()[0]?.setContentSize(w ?? 1280, h ?? 800),
        [width, height],
      )
      if (address.includes('@bilagor')) {
        await page.getByRole('heading', { name: 'Patientens identitet' }).scrollIntoViewIfNeeded()
      }
      for (const theme of values.themes.split(',')) {
        await page.emulateMedia({ colorScheme: theme === 'dark' ? 'dark' : 'light' })
        await page.waitForTimeout(500)
        const name = `${
          address
            .replaceAll(/[^\wåäöÅÄÖ]+/g, '-')
            .replaceAll(/-\d+(?=-|$)/g, (part) => (part.length > 4 ? part : ''))
            .replace(/^-|-$/g, '') || 'start'
        }-${size}-${theme}.png`
        await page.screenshot({ path: join(values.out, name) })
        say(resolve(values.out, name))
      }
    }
  }
} finally {
  await app.close()
  if (values.gate) rmSync(userData, { recursive: true, force: true })
}

async function withIncident(page: Page, address: string): Promise<string> {
  const status = /@(\w+)/.exec(address)?.[1]
  if (status === undefined) return address
  if (status === 'bilagor') return address.replace('@bilagor', String(await withAttachments(page)))
  const filter = { status: [status], origin: ['exempel'] }
  const answer = await page.evaluate<{ data?: { rows: { id: number }[] } }>(
    `window.lardom.call('incident.list', ${JSON.stringify({ filter, limit: 1 })})`,
  )
  const id = answer.data?.rows[0]?.id
  if (id === undefined) throw new Error(`Ingen händelse har status ${status}.`)
  return address.replace(`@${status}`, String(id))
}

/** The first reported example incident, with what a person would attach to it. Done again, it stays as it was. */
async function withAttachments(page: Page): Promise<number> {
  const id = Number(/\d+/.exec(await withIncident(page, '/handelse/@inkommen'))?.[0])
  const files = [
    { name: 'Rutin för sänggrindar.txt', text: 'Sänggrindar prövas för varje patient, varje kväll.' },
    { name: 'Larmlogg.csv', text: 'tid;larm\n02.10;på\n02.14;av\n' },
  ]
  await page.evaluate(`(async () => {
    for (const { name, text } of ${JSON.stringify(files)}) {
      const bytes = new TextEncoder().encode(text)
      const added = await window.lardom.call('attachment.add-bytes', { owner: { incidentId: ${id} }, name, bytes })
      if (!added.ok) throw new Error(added.error.message)
    }
    const { data } = await window.lardom.call('patient.get', { incidentId: ${id} })
    if (data && !data.registered) {
      const number = '19121212-1212'
      const set = await window.lardom.call('patient.set', { incidentId: ${id}, number, purpose: 'lex_maria' })
      if (!set.ok) throw new Error(set.error.message)
    }
  })()`)
  return id
}
