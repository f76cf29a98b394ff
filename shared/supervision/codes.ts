import type { CodeList } from '../incident/codes.ts'

export const LEX_MARIA_BESLUT = {
  ej_beslutat: 'Ej beslutat',
  ska_anmalas: 'Ska anmälas',
  ska_ej_anmalas: 'Ska inte anmälas',
} as const satisfies CodeList
export type LexMariaBeslut = keyof typeof LEX_MARIA_BESLUT

/** IVO's decision kinds [labels uncertain, domain.md 1.9]: start list, shown, never a rule. */
export const IVO_BESLUT = {
  avslutas_fullgjord: 'Avslutas – utrednings- och anmälningsskyldigheten är fullgjord',
  avslutas_kritik: 'Avslutas med påpekande eller kritik',
  begar_redovisning: 'Begäran om redovisning eller uppföljning',
  forelaggande: 'Föreläggande',
  egen_tillsyn: 'Övergår i tillsyn på eget initiativ',
  avvisas: 'Avvisas eller återtagen',
} as const satisfies CodeList
export type IvoBeslut = keyof typeof IVO_BESLUT
