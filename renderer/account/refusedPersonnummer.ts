import { LardomError } from '../../shared/rpc/error.ts'
import { containsPersonnummer } from '../../shared/text/personnummer.ts'

/** The words for a field that looks as if a personnummer stood in it; undefined when none does. */
export function refusedPersonnummer(text: string, label: string): string | undefined {
  return containsPersonnummer(text) ? new LardomError('PERSONNUMMER_IN_TEXT', { label }).message : undefined
}
