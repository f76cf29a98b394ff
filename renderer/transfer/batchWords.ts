import type { ImportBatch, ImportCounts } from '../../shared/transfer/contract.ts'
import type { Tone } from '../ui/parts.tsx'
import { counted } from './words.ts'

export const BATCH_STATES: Readonly<Record<ImportBatch['state'], { label: string; tone: Tone }>> = {
  pagar: { label: 'Pågår', tone: 'info' },
  klar: { label: 'Klar', tone: 'success' },
  avbruten: { label: 'Avbruten', tone: 'warning' },
  angrad: { label: 'Ångrad', tone: 'neutral' },
}

/** '12 nya, 3 ändrade, 1 felaktig': what an import came to, without what it did not have. */
export function countsText(counts: ImportCounts): string {
  const parts = [
    [counts.new, 'ny', 'nya'],
    [counts.changed, 'ändrad', 'ändrade'],
    [counts.unchanged, 'oförändrad', 'oförändrade'],
    [counts.kept, 'orörd', 'orörda'],
    [counts.duplicates, 'dubblett', 'dubbletter'],
    [counts.faulty, 'felaktig', 'felaktiga'],
  ] as const
  const said = parts.filter(([count]) => count > 0).map(([count, one, many]) => counted(count, one, many))
  return said.length === 0 ? 'inga rader' : said.join(', ')
}
