import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmdirSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/**
 * True where a small disk can be mounted, as the tests of a full and of a read-only disk do. That takes root with the
 * right to mount, which a container may lack: there, and only there, those tests may be passed over, and it is said.
 */
export function canMountSmallDisk(): boolean {
  const folder = mkdtempSync(join(tmpdir(), 'lardom-prov-'))
  try {
    const mounted = spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=1m', 'tmpfs', folder]).status === 0
    if (mounted) spawnSync('umount', ['-l', folder])
    return mounted
  } finally {
    rmdirSync(folder)
  }
}

/** The files whose tests need it. */
export const NEEDS_SMALL_DISK = ['backup/disk.test.ts', 'backup.e2e.ts'] as const
