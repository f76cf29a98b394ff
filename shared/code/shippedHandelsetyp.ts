import { EJ_KLASSIFICERAD, HANDELSETYPER, type Handelsetyp } from '../incident/codes.ts'
import { HANDELSETYP_WORDS } from './handelsetypWords.ts'
import type { ShippedCode } from './shipped.ts'

/**
 * Händelsetyp in two levels (domain.md 5.2: a design on known lists). The upper level's counterpart in WHO's ICPS
 * (Conceptual Framework for the International Classification for Patient Safety 1.1, incident types).
 */
const UPPER: Readonly<Record<Handelsetyp, { icps: string; under?: Readonly<Record<string, string>> }>> = {
  vard_behandling: {
    icps: 'Clinical Process/Procedure',
    under: {
      utebliven: 'Utebliven vård eller behandling',
      fordrojd: 'Fördröjd vård eller behandling',
      felaktig: 'Felaktig vård eller behandling',
      fel_patient_sida: 'Fel patient eller fel sida',
    },
  },
  diagnostik: {
    icps: 'Clinical Process/Procedure',
    under: {
      fordrojd_missad: 'Fördröjd eller missad diagnos',
      provsvar: 'Provsvar inte uppmärksammat',
      rontgensvar: 'Röntgensvar inte uppmärksammat',
      remiss: 'Remiss',
    },
  },
  lakemedel: {
    icps: 'Medication/IV Fluids',
    under: {
      ordination: 'Ordination',
      dispensering: 'Dispensering',
      iordningstallande: 'Iordningställande',
      administrering: 'Administrering',
      forvaring: 'Förvaring',
      biverkning: 'Biverkning',
      overkanslighet: 'Överkänslighet',
      dosdispensering: 'Dosdispensering',
    },
  },
  vri_hygien: { icps: 'Healthcare Associated Infection' },
  fall: { icps: 'Patient Accidents' },
  trycksar: { icps: 'Clinical Process/Procedure' },
  nutrition: { icps: 'Nutrition' },
  kirurgi_anestesi: { icps: 'Clinical Process/Procedure' },
  forlossning: { icps: 'Clinical Process/Procedure' },
  overvakning: { icps: 'Clinical Process/Procedure' },
  medicinteknik: { icps: 'Medical Device/Equipment' },
  blod: { icps: 'Blood/Blood Products' },
  laboratorium: { icps: 'Clinical Process/Procedure' },
  bild_stralning: { icps: 'Clinical Process/Procedure' },
  dokumentation: { icps: 'Documentation' },
  identifikation: { icps: 'Clinical Administration' },
  kommunikation: {
    icps: 'Clinical Administration',
    under: {
      overlamning: 'Överlämning',
      samverkan: 'Samverkan mellan vårdgivare',
      utskrivning: 'Utskrivning',
      information: 'Information till patient eller närstående',
    },
  },
  psykiatri: {
    icps: 'Behaviour',
    under: {
      suicid: 'Suicid',
      suicidforsok: 'Suicidförsök',
      sjalvskada: 'Självskada',
      hot_vald: 'Hot eller våld',
      tvangsatgard: 'Tvångsåtgärd',
      avvikning: 'Avvikning',
    },
  },
  bemotande: { icps: 'Behaviour' },
  tillganglighet: {
    icps: 'Resources/Organizational Management',
    under: {
      vantetid: 'Väntetid',
      vardplatsbrist: 'Vårdplatsbrist',
      utlokalisering: 'Utlokaliserad patient',
    },
  },
  organisation: { icps: 'Resources/Organizational Management' },
  lokal: { icps: 'Infrastructure/Buildings/Fixtures' },
  it: { icps: 'Infrastructure/Buildings/Fixtures' },
  egenvard: { icps: 'Medical Device/Equipment' },
  ovrigt: { icps: '' },
}

export const HANDELSETYP_CODES: readonly ShippedCode[] = [
  ...(Object.entries(UPPER) as [Handelsetyp, (typeof UPPER)[Handelsetyp]][]).flatMap(
    ([code, { icps, under = {} }]) => [
      { code, label: HANDELSETYPER[code], icps, ...HANDELSETYP_WORDS[code] },
      ...Object.entries(under).map(([lower, label]) => ({
        code: `${code}.${lower}`,
        parent: code,
        label,
        icps,
      })),
    ],
  ),
  {
    code: EJ_KLASSIFICERAD,
    label: 'Ej klassificerad',
    definition: 'En kort rapport, innan den som handlägger har valt händelsetyp',
  },
]
