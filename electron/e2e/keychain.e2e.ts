import { spawn, spawnSync, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { test as plain } from '@playwright/test'
import { expect, launchLardom, test, type LardomApp } from './app.ts'
import { createWorkspace, intoNewWindow, lock, PASSPHRASE, unlockAgain } from './workspaces.ts'

interface Keyring {
  readonly env: Record<string, string>
  close(): void
}

/** A session bus and a GNOME keyring of the test's own, unlocked, in a folder of its own. */
async function startKeyring(folder: string): Promise<Keyring> {
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  const own = { HOME: folder, XDG_RUNTIME_DIR: folder, XDG_DATA_HOME: join(folder, 'data') }
  const bus = spawn('dbus-daemon', ['--session', '--nofork', '--print-address=1'], {
    env: { ...process.env, ...own },
    stdio: ['ignore', 'pipe', 'ignore'],
  })
  const address = await firstLine(bus)
  const env = { ...own, DBUS_SESSION_BUS_ADDRESS: address }
  const daemon = spawn('gnome-keyring-daemon', ['--unlock', '--components=secrets', '--foreground'], {
    env: { ...process.env, ...env },
    stdio: ['pipe', 'ignore', 'ignore'],
  })
  daemon.stdin.end('nyckelringens eget lösenord')
  await expect.poll(() => isOnBus(env), { message: 'nyckelringen svarar' }).toBe(true)
  return {
    env,
    close: () => {
      daemon.kill('SIGKILL')
      bus.kill('SIGKILL')
    },
  }
}

function isOnBus(env: Record<string, string>): boolean {
  const question = [
    '/org/freedesktop/DBus',
    'org.freedesktop.DBus.NameHasOwner',
    'string:org.freedesktop.secrets',
  ]
  const answer = spawnSync(
    'dbus-send',
    ['--session', '--print-reply', '--dest=org.freedesktop.DBus', ...question],
    {
      env: { ...process.env, ...env },
      encoding: 'utf8',
    },
  )
  return answer.stdout.includes('boolean true')
}

async function firstLine(child: ChildProcess): Promise<string> {
  if (!child.stdout) throw new Error('ingen utmatning')
  // once() gives what the event carries, one line of text.
  const [line] = (await once(createInterface(child.stdout), 'line')) as [string]
  return line
}

async function enable({ page }: LardomApp): Promise<void> {
  const computer = page.getByRole('region', { name: 'Den här datorn' })
  await computer.getByLabel('Din lösenfras').fill(PASSPHRASE)
  await computer.getByRole('button', { name: 'Lås upp utan lösenfras här' }).click()
  await expect(computer.getByRole('button', { name: 'Fråga efter lösenfrasen igen' })).toBeVisible()
}

const byComputer = ({ page }: LardomApp) => page.getByRole('button', { name: 'Lås upp utan lösenfras' })

plain(
  'the computer’s keyring opens with one press, after every kind of lock, and never without it',
  async () => {
    const folder = mkdtempSync(join(tmpdir(), 'lardom-nyckelring-'))
    const keyring = await startKeyring(join(folder, 'nyckelring'))
    const launch = () =>
      launchLardom(folder, { env: keyring.env, args: ['--password-store=gnome-libsecret'] })
    let lardom = await launch()
    try {
      await createWorkspace(lardom)
      await lardom.goTo('/mitt-konto')
      await enable(lardom)
      // What lies beside the profile is sealed, and for this person only.
      const kept = join(folder, 'profil', 'konton.json')
      const { sealed } = /"sealed":"(?<sealed>[^"]+)"/.exec(readFileSync(kept, 'utf8'))?.groups ?? {}
      expect(
        Buffer.from(sealed ?? '', 'base64')
          .subarray(0, 3)
          .toString('latin1'),
      ).toBe('v11')
      expect(statSync(kept).mode & 0o777).toBe(0o600)

      await lock(lardom.page)
      await byComputer(lardom).click()
      await lardom.page.getByRole('navigation', { name: 'Huvudmeny' }).waitFor()
      await intoNewWindow(lardom.page, () =>
        lardom.app.evaluate(({ powerMonitor }) => {
          powerMonitor.getSystemIdleTime = () => 3600
        }),
      )
      await lardom.app.evaluate(({ powerMonitor }) => {
        powerMonitor.getSystemIdleTime = () => 0
      })
      await expect(byComputer(lardom)).toBeVisible()
      // The passphrase opens as before.
      await unlockAgain(lardom.page)
      await lardom.app.close()

      // After a start anew, with the same keyring.
      lardom = await launch()
      await lardom.page.getByRole('button', { name: /Min arbetsyta/ }).click()
      await byComputer(lardom).click()
      await lardom.page.getByRole('navigation', { name: 'Huvudmeny' }).waitFor()
      await lardom.app.close()

      // The keyring was emptied, as by a new computer or a changed password: nothing is lost, and it is said.
      keyring.close()
      rmSync(join(folder, 'nyckelring'), { recursive: true })
      const another = await startKeyring(join(folder, 'nyckelring'))
      lardom = await launchLardom(folder, { env: another.env, args: ['--password-store=gnome-libsecret'] })
      await lardom.page.getByRole('button', { name: /Min arbetsyta/ }).click()
      await byComputer(lardom).click()
      await expect(lardom.page.getByText('Den här datorn kan inte längre låsa upp åt dig.')).toBeVisible()
      await unlockAgain(lardom.page)

      // Chosen again, and taken away again.
      await lardom.goTo('/mitt-konto')
      await lardom.page.getByRole('button', { name: 'Fråga efter lösenfrasen igen' }).click()
      await enable(lardom)
      await lardom.page.getByRole('button', { name: 'Fråga efter lösenfrasen igen' }).click()
      await expect(lardom.page.getByRole('button', { name: 'Lås upp utan lösenfras här' })).toBeVisible()
      expect(readFileSync(kept, 'utf8')).not.toContain('sealed')
      await lock(lardom.page)
      await expect(lardom.page.getByLabel('Lösenfras')).toBeFocused()
      await expect(byComputer(lardom)).toHaveCount(0)
      expect(lardom.problems).toEqual([])
      another.close()
    } finally {
      await lardom.app.close()
      keyring.close()
      rmSync(folder, { recursive: true, force: true })
    }
  },
)

test('without a keyring that is safe it is not offered, in plain words', async ({ lardom }) => {
  const { page } = lardom
  await createWorkspace(lardom)
  await lardom.goTo('/mitt-konto')
  await expect(page.getByText('datorn har ingen nyckelring som är säker nog')).toBeVisible()
  const refused = await page.evaluate(
    `window.lardom.call('host.enable-device', { passphrase: ${JSON.stringify(PASSPHRASE)} })`,
  )
  expect(refused).toMatchObject({ ok: false, error: { code: 'RULE' } })
})
