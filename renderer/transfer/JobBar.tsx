import type { JobProgress } from '../app/rpc.ts'
import { ProgressBar } from '../ui/parts.tsx'

/** How far a reading of the file has come. */
export function JobBar({ progress, label }: { progress: JobProgress | null | undefined; label: string }) {
  return (
    <ProgressBar
      // The service names the unit, for the terminal; the bar shows it itself.
      label={progress?.label.replace(/: procent$/, '') ?? label}
      done={progress?.done ?? 0}
      total={progress?.total ?? 1}
    />
  )
}
