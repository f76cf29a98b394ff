import { readdirSync, readFileSync } from 'node:fs'
import type { LardomApp } from './app.ts'

/** The process of the page that is shown. */
export async function pagePid({ app }: LardomApp): Promise<number> {
  return app.evaluate(
    ({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.webContents.getOSProcessId() ?? 0,
  )
}

export async function mainPid({ app }: LardomApp): Promise<number> {
  return app.evaluate(() => process.pid)
}

/** The data service: Electron's utility process, or a plain Node below the window's own process. */
export async function servicePid(lardom: LardomApp): Promise<number> {
  const utility = await lardom.app.evaluate(
    ({ app: electron }) =>
      electron.getAppMetrics().find(({ serviceName, name }) => (serviceName ?? name)?.includes('Lärdom'))
        ?.pid,
  )
  if (utility !== undefined) return utility
  const main = await mainPid(lardom)
  const found = readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .find((pid) => {
      try {
        const parent = /\) \S (\d+) /.exec(readFileSync(`/proc/${pid}/stat`, 'utf8'))?.[1]
        return parent === String(main) && readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes('service.mjs')
      } catch {
        // It ended while we looked.
        return false
      }
    })
  if (found === undefined) throw new Error('datatjänstens process hittades inte')
  return Number(found)
}

/** Every process of the app: main and all that descend from it, with what each is called. */
export async function allPids(lardom: LardomApp): Promise<Map<number, string>> {
  const parents = new Map<number, number>()
  for (const name of readdirSync('/proc').filter((entry) => /^\d+$/.test(entry))) {
    try {
      const parent = /\) \S (\d+) /.exec(readFileSync(`/proc/${name}/stat`, 'utf8'))?.[1]
      if (parent !== undefined) parents.set(Number(name), Number(parent))
    } catch {
      // It ended while we looked.
    }
  }
  const main = await mainPid(lardom)
  const found = new Map([[main, 'main']])
  let grown = true
  while (grown) {
    grown = false
    for (const [pid, parent] of parents) {
      if (found.has(pid) || !found.has(parent)) continue
      found.set(pid, kindOf(pid))
      grown = true
    }
  }
  return found
}

function kindOf(pid: number): string {
  try {
    const command = readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ')
    if (command.includes('service.mjs')) return 'service'
    return /--type=([\w-]+)/.exec(command)?.[1] ?? command.slice(0, 40)
  } catch {
    // It ended while we looked.
    return 'borta'
  }
}
