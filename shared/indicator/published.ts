/** Published measures (data/figures.csv): which way is better, and whose value a row is. */

/** Where a figure comes from: the open database Kolada, or a page on the web that quotes it. */
export const FIGURE_SOURCES = { kolada: 'Kolada/SKR', webbsida: 'Publicerad webbsida' } as const
export type FigureSource = keyof typeof FIGURE_SOURCES

export type Direction = 'hogre_battre' | 'lagre_battre' | 'ingen'

export const DIRECTION_LABELS: Readonly<Record<Direction, string>> = {
  hogre_battre: 'Högre är bättre',
  lagre_battre: 'Lägre är bättre',
  ingen: 'Ingen önskad riktning',
}

/** Kolada measures by code: which way is better, and the id of domain.md 2.4 where there is one. */
export const KOLADA_MEASURES: Readonly<Record<string, { direction: Direction; id: string }>> = {
  N70641: { direction: 'lagre_battre', id: 'MJG_SKADA' },
  N70642: { direction: 'lagre_battre', id: 'MJG_VS' },
  U70418: { direction: 'hogre_battre', id: 'BHK_ALLA' },
  N79181: { direction: 'hogre_battre', id: 'WHO_CHK' },
  N79180: { direction: 'lagre_battre', id: 'PPM_TS_SJH' },
  U79093: { direction: 'lagre_battre', id: 'PPM_TS' },
  U79132: { direction: 'lagre_battre', id: 'PPM_TS_RISK' },
  U70425: { direction: 'lagre_battre', id: 'OB_SOM' },
  U79149: { direction: 'lagre_battre', id: 'OB_PSY' },
  U79134: { direction: 'lagre_battre', id: 'UL_SOM' },
  N79175: { direction: 'lagre_battre', id: 'LM_10' },
}

export type FigureArea = 'vgr' | 'riket'

export const FIGURE_AREAS: Readonly<Record<FigureArea, string>> = {
  vgr: 'Västra Götalandsregionen',
  riket: 'Riket',
}

const VGR_NAMES = ['Region Västra Götalandsregionen', 'Västra Götaland', 'Västra Götalandsregionen']

/** The area a source's own name for an organisation stands for; undefined when it is neither. */
export function areaOf(organisation: string): FigureArea | undefined {
  if (VGR_NAMES.includes(organisation)) return 'vgr'
  const name = organisation.toLocaleLowerCase('sv')
  return name.startsWith('riket') || name.endsWith('(riket)') || name === 'alla landsting/regioner'
    ? 'riket'
    : undefined
}
