import { formatNumber } from '../../shared/text/swedish.ts'

const KB = 1024
const MB = KB * KB

/** '820 kB', '1,2 MB': never 0 of anything that is there. */
export function formatSize(bytes: number): string {
  if (bytes < MB) return `${formatNumber(Math.max(1, Math.round(bytes / KB)))}\u00a0kB`
  return `${formatNumber(bytes / MB, 1)}\u00a0MB`
}
