import type { ReportStatus } from '../../shared/annual-report/figures.ts'
import type { Tone } from '../ui/parts.tsx'

export const STATUS_TONES: Readonly<Record<ReportStatus, Tone>> = {
  ej_paborjad: 'neutral',
  utkast: 'info',
  beslutad: 'success',
}
