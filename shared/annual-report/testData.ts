import { HANDELSETYPER, YRKESROLLER } from '../incident/codes.ts'
import type { AnnualReportData, IncidentYear, LexMariaYear, ReportFigures } from './figures.ts'

/** Small, whole reports for the tests of this folder. The numbers are invented. */

export function incidentYearOf(year: number, changes: Partial<IncidentYear> = {}): IncidentYear {
  return {
    year,
    coverage: 'hel',
    byArendetyp: { negativ_handelse: 600, tillbud: 300, risk: 100, klagomal: 12, forbattringsforslag: 3 },
    rejected: 4,
    investigated: 210,
    harm: 40,
    seriousHarm: 6,
    seriousRisk: 9,
    notAssessed: 20,
    informed: { yes: 30, no: 4, unknown: 6 },
    riskLevels: { low: 500, medium: 400, high: 80 },
    ...changes,
  }
}

export function lexMariaYearOf(year: number, changes: Partial<LexMariaYear> = {}): LexMariaYear {
  return {
    year,
    coverage: 'hel',
    reported: 7,
    decisions: { avslutas_fullgjord: 5 },
    lead: { days: 61, n: 6 },
    ...changes,
  }
}

export function figuresOf(changes: Partial<ReportFigures> = {}): ReportFigures {
  return {
    incidents: [
      incidentYearOf(2023, { byArendetyp: { negativ_handelse: 500, tillbud: 310, risk: 90 } }),
      incidentYearOf(2024, { byArendetyp: { negativ_handelse: 590, tillbud: 420, risk: 95, klagomal: 9 } }),
      incidentYearOf(2025),
    ],
    lexMaria: [2023, 2024, 2025].map((year) => lexMariaYearOf(year)),
    analyses: [2023, 2024, 2025].map((year) => ({
      year,
      coverage: 'hel',
      started: 9,
      completed: 8,
      inNitha: 5,
      lead: { days: 44.5, n: 8 },
      patientHeard: { yes: 5, declined: 1, no: 2 },
      causes: { KI: 12, UK: 4, PR: 6, OO: 5, TU: 3 },
      proposals: { stark: 3, medel: 9, svag: 12 },
    })),
    actions: [2023, 2024, 2025].map((year) => ({
      year,
      coverage: 'hel',
      due: 20,
      doneInTime: 12,
      doneLate: 5,
      notDone: 3,
      effects: { ja: 6, delvis: 3, nej: 1, ej_matt: 7 },
    })),
    firstReported: '2023-01-01',
    monthly: [2024, 2025].flatMap((year) =>
      Array.from({ length: 12 }, (_, month) => ({
        month: `${year}-${String(month + 1).padStart(2, '0')}`,
        value: 80 + month,
      })),
    ),
    handelsetyper: { lakemedel: 400, fall: 300, kommunikation: 200, it: 60, psykiatri: 40 },
    words: { handelsetyp: HANDELSETYPER, yrkesroll: YRKESROLLER },
    reporterRoles: { sjukskoterska: 700, lakare: 90, underskoterska: 200, okand: 10 },
    closing: { closed: 900, within60Days: 720 },
    lexMariaTypes: { lakemedel: 2, diagnostik: 5 },
    lexMariaTypesOfParts: [],
    lexMariaUnits: [
      { name: 'Östra sjukhuset', count: 5 },
      { name: 'Rågården', count: 2 },
    ],
    denominators: [2024, 2025].flatMap((year) => [
      { year, kind: 'vardtillfallen' as const, value: 25_000, sources: ['vårddatabasen'] },
      { year, kind: 'arsarbetare' as const, value: 5_000, sources: ['personalsystemet'] },
    ]),
    verksamheter: [
      { name: 'Östra sjukhuset', incidents: 800, investigated: 150, harm: 30 },
      { name: 'Rågården', incidents: 200, investigated: 60, harm: 10 },
    ],
    forvaltningar: [],
    indicators: [],
    openActions: { open: 11, late: 2 },
    ...changes,
  }
}

export function reportOf(changes: Partial<AnnualReportData> = {}): AnnualReportData {
  return {
    unit: { code: 'SU', name: 'Sahlgrenska Universitetssjukhuset', kind: 'forvaltning' },
    regionName: 'Västra Götalandsregionen',
    year: 2025,
    extracted: '2026-01-20',
    isExample: false,
    status: 'utkast',
    responsible: '',
    diarienummer: '',
    decisionBody: '',
    decisionDate: null,
    texts: {},
    parts: ['Östra sjukhuset', 'Rågården'],
    siblings: [],
    figures: figuresOf(),
    ...changes,
  }
}

/** The region's, with what only it has. */
export function regionReportOf(changes: Partial<AnnualReportData> = {}): AnnualReportData {
  return reportOf({
    unit: { code: 'VGR', name: 'Västra Götalandsregionen', kind: 'region' },
    parts: ['Sahlgrenska Universitetssjukhuset', 'Närhälsan'],
    siblings: [
      {
        code: 'SU',
        name: 'Sahlgrenska Universitetssjukhuset',
        status: 'beslutad',
        decisionDate: '2026-02-20',
        diarienummer: 'SU 2026-00123',
      },
      { code: 'NH', name: 'Närhälsan', status: 'ej_paborjad', decisionDate: null, diarienummer: '' },
    ],
    figures: figuresOf({
      verksamheter: [],
      lexMariaUnits: [],
      forvaltningar: [
        {
          code: 'SU',
          name: 'Sahlgrenska Universitetssjukhuset',
          hasData: true,
          incidents: 900,
          investigated: 200,
          harm: 38,
          seriousHarm: 6,
          lexMaria: 7,
          lexMariaLead: { days: 61, n: 6 },
          analysesCompleted: 8,
          perCare: { value: 36, kind: 'vardtillfallen' },
          perStaff: 18,
        },
        {
          code: 'NH',
          name: 'Närhälsan',
          hasData: false,
          incidents: 0,
          investigated: 0,
          harm: 0,
          seriousHarm: 0,
          lexMaria: 0,
          lexMariaLead: { days: null, n: 0 },
          analysesCompleted: 0,
          perCare: null,
          perStaff: null,
        },
      ],
      indicators: [
        {
          name: 'Patienter med trycksår i slutenvård',
          unit: 'procent',
          direction: 'lagre_battre',
          period: '2023',
          value: 17.3,
          previous: { period: '2022', value: 15.6 },
          nation: 14.1,
          sourceUrl: 'https://example.org/kolada',
          sourceName: 'Kolada/SKR',
        },
      ],
    }),
    ...changes,
  })
}
