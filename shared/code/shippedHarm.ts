import { ORSAKSOMRADEN, type Orsaksomrade } from '../analysis/codes.ts'
import type { ShippedCode } from './shipped.ts'

/** Skadetyper of markörbaserad journalgranskning, adult somatic care (domain.md 5.3; the list's exact order is uncertain). */
export const SKADETYP_CODES: readonly ShippedCode[] = [
  { code: 'blasoverfyllnad', label: 'Blåsöverfyllnad' },
  { code: 'fallskada', label: 'Fallskada' },
  { code: 'trycksar', label: 'Trycksår', definition: 'Kategori 2–4' },
  { code: 'lakemedel', label: 'Läkemedelsrelaterad skada' },
  { code: 'vri', label: 'Vårdrelaterad infektion' },
  { code: 'vri.uvi', parent: 'vri', label: 'Urinvägsinfektion' },
  { code: 'vri.cvk_picc', parent: 'vri', label: 'CVK-/PICC-relaterad infektion' },
  { code: 'vri.sarinfektion', parent: 'vri', label: 'Postoperativ sårinfektion' },
  { code: 'vri.pneumoni', parent: 'vri', label: 'Pneumoni' },
  { code: 'vri.vap', parent: 'vri', label: 'Ventilatorassocierad pneumoni' },
  { code: 'vri.sepsis', parent: 'vri', label: 'Sepsis' },
  { code: 'vri.clostridioides', parent: 'vri', label: 'Clostridioides difficile' },
  { code: 'vri.ovrig', parent: 'vri', label: 'Övrig vårdrelaterad infektion' },
  { code: 'kirurgi', label: 'Kirurgisk skada eller ingreppsskada' },
  { code: 'kirurgi.organskada', parent: 'kirurgi', label: 'Organskada' },
  { code: 'kirurgi.blodning', parent: 'kirurgi', label: 'Blödning eller hematom vid ingrepp' },
  { code: 'kirurgi.reoperation', parent: 'kirurgi', label: 'Reoperation' },
  { code: 'kirurgi.sarruptur', parent: 'kirurgi', label: 'Sårruptur' },
  { code: 'kirurgi.ovrig', parent: 'kirurgi', label: 'Övrig ingreppsskada' },
  { code: 'anestesi', label: 'Anestesirelaterad skada' },
  { code: 'trombos', label: 'Trombos eller emboli' },
  { code: 'blodning', label: 'Blödning, inte vid operation' },
  { code: 'hud', label: 'Hud-, vävnads- eller ytlig kärlskada' },
  { code: 'tromboflebit', label: 'Tromboflebit' },
  { code: 'neurologisk', label: 'Neurologisk skada' },
  { code: 'svikt', label: 'Svikt i vitala parametrar' },
  { code: 'allergi', label: 'Allergisk reaktion' },
  { code: 'medicinteknik', label: 'Skada av medicinteknik eller hjälpmedel' },
  { code: 'forlossning', label: 'Förlossningsskada', definition: 'Hos mor eller barn' },
  { code: 'nutrition', label: 'Undernäring eller uttorkning' },
  { code: 'psykisk', label: 'Psykisk skada eller lidande' },
  { code: 'avliden', label: 'Avliden' },
  { code: 'ovrig', label: 'Övrig skada' },
]

/** Orsaksområden of the händelseanalys handbook (domain.md 3.5), with the subcategories as they are asked for. */
export const ORSAKSOMRADE_CODES: readonly ShippedCode[] = (
  Object.entries(ORSAKSOMRADEN) as [Orsaksomrade, (typeof ORSAKSOMRADEN)[Orsaksomrade]][]
).flatMap(([code, { label, subcategories }]) => [
  { code, label },
  ...subcategories.map((name, index) => ({ code: `${code}.${index + 1}`, parent: code, label: name })),
])
