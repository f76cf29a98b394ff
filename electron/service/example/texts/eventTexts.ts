import type { Handelsetyp } from '../../../../shared/incident/codes.ts'
import { BEMOTANDE, DIAGNOSTIK, DOKUMENTATION, KOMMUNIKATION, TILLGANGLIGHET } from './careTexts.ts'
import type { TypeTexts } from './grammar.ts'
import { EGENVARD, FORLOSSNING, ORGANISATION, OVRIGT, PSYKIATRI } from './specialTexts.ts'
import { BILD, BLOD, IDENTIFIKATION, IT, LABORATORIUM, LOKAL, MEDICINTEKNIK } from './technicalTexts.ts'
import { KIRURGI, LAKEMEDEL, VARD } from './treatmentTexts.ts'
import { FALL, NUTRITION, OVERVAKNING, TRYCKSAR, VRI } from './wardTexts.ts'

/** The reports of every händelsetyp. Written for this product; no real event is retold. */
export const EVENT_TEXTS: Readonly<Record<Handelsetyp, TypeTexts>> = {
  vard_behandling: VARD,
  diagnostik: DIAGNOSTIK,
  lakemedel: LAKEMEDEL,
  vri_hygien: VRI,
  fall: FALL,
  trycksar: TRYCKSAR,
  nutrition: NUTRITION,
  kirurgi_anestesi: KIRURGI,
  forlossning: FORLOSSNING,
  overvakning: OVERVAKNING,
  medicinteknik: MEDICINTEKNIK,
  blod: BLOD,
  laboratorium: LABORATORIUM,
  bild_stralning: BILD,
  dokumentation: DOKUMENTATION,
  identifikation: IDENTIFIKATION,
  kommunikation: KOMMUNIKATION,
  psykiatri: PSYKIATRI,
  bemotande: BEMOTANDE,
  tillganglighet: TILLGANGLIGHET,
  organisation: ORGANISATION,
  lokal: LOKAL,
  it: IT,
  egenvard: EGENVARD,
  ovrigt: OVRIGT,
}
