import { describe, expect, it } from 'vitest'
import { documentModel, type DocumentModel } from '../document/model.ts'
import { plainText } from '../document/plainText.ts'
import { buildAnnualReport, fillReport } from './build.ts'
import type { AnnualReportData } from './figures.ts'
import { SKR_TEMPLATE } from './skrTemplate.ts'
import { figuresOf, incidentYearOf, lexMariaYearOf, regionReportOf, reportOf } from './testData.ts'

/** Everything a reader can read, one piece per line. */
function wordsOf(model: DocumentModel): string[] {
  return model.sections.flatMap((section) => [
    `${section.number} ${section.title}`.trim(),
    ...section.blocks.flatMap((block): string[] => {
      switch (block.type) {
        case 'paragraph':
          return [plainText(block.text)]
        case 'list':
          return block.items.map(plainText)
        case 'note':
          return [block.title, plainText(block.text)]
        case 'facts':
          return block.items.map((item) => `${item.label}: ${plainText(item.value)}`)
        case 'keyFigures':
          return block.items.map((item) => `${item.label} ${item.value} ${item.detail ?? ''}`.trim())
        case 'table':
          return [
            block.caption,
            block.columns.map((column) => column.title).join(' | '),
            ...block.rows.map((row) => row.map(plainText).join(' | ')),
            block.note ?? '',
          ]
        case 'figure':
          return [block.caption, block.alt]
      }
    }),
  ])
}

function words(data: AnnualReportData): string[] {
  return wordsOf(buildAnnualReport(data))
}

/** A text in every section, so that nothing is a draft's reminder. */
function allTexts(words = 'Vi följer upp läget varje månad.'): Record<string, string> {
  return Object.fromEntries(SKR_TEMPLATE.sections.map((section) => [section.key, words]))
}

const decided: Partial<AnnualReportData> = {
  status: 'beslutad',
  responsible: 'Åsa Öberg, chefläkare',
  diarienummer: 'SU 2026-00123',
  decisionBody: 'Styrelsen för Sahlgrenska Universitetssjukhuset',
  decisionDate: '2026-02-20',
  texts: allTexts(),
}

describe('the berättelse as a document', () => {
  it('is a valid model with the cover, stamps and header of a draft', () => {
    const model = documentModel.parse(buildAnnualReport(reportOf({ isExample: true })))
    expect(model.title).toBe('Patientsäkerhetsberättelse 2025')
    expect(model.stamps).toEqual(['Exempeldata', 'Arbetsmaterial'])
    expect(model.tableOfContents).toBe(true)
    expect(model.cover).toContainEqual({ label: 'Beslutsdatum', value: 'Ej beslutad' })
    expect(model.cover).toContainEqual({ label: 'Uppgifterna uttagna', value: '20 januari 2026' })
  })

  it('loses the stamp Arbetsmaterial when decided, and says who decided and when', () => {
    const model = buildAnnualReport(reportOf(decided))
    expect(model.stamps).toEqual([])
    expect(model.date).toBe('2026-02-20')
    expect(model.cover).toContainEqual({
      label: 'Beslutad av',
      value: 'Styrelsen för Sahlgrenska Universitetssjukhuset',
    })
    expect(model.cover).toContainEqual({ label: 'Beslutsdatum', value: '20 februari 2026' })
    expect(wordsOf(model).join('\n')).not.toMatch(/Texten skrivs av|återstår|Återstår/)
  })

  it('keeps the stamp Exempeldata even when decided', () => {
    expect(buildAnnualReport(reportOf({ ...decided, isExample: true })).stamps).toEqual(['Exempeldata'])
  })

  it.each([
    ['a förvaltning', reportOf()],
    ['a förvaltning, decided', reportOf(decided)],
    ['the region', regionReportOf({ texts: allTexts() })],
  ])('never lets guidance out: %s', (_name, data) => {
    const document = JSON.stringify(buildAnnualReport(data))
    const sentences = SKR_TEMPLATE.sections
      .flatMap((section) => section.guidance)
      .flatMap((text) => text.split(/(?<=[.!?])\s+/))
    expect(sentences.length).toBeGreaterThan(40)
    for (const sentence of sentences) expect(document).not.toContain(JSON.stringify(sentence).slice(1, -1))
  })

  it('leaves no heading without content', () => {
    for (const data of [reportOf(), reportOf(decided), regionReportOf()]) {
      const model = buildAnnualReport(data)
      expect(model.sections.filter((section) => section.blocks.length === 0)).toEqual([])
    }
  })

  it('says in a draft who writes an empty section, and leaves out Strålskydd when nobody has written there', () => {
    const lines = words(reportOf())
    expect(lines[lines.indexOf('1.1.4 Informationssäkerhet') + 1]).toBe('Texten skrivs av förvaltningen.')
    expect(lines).not.toContain('1.1.5 Strålskydd')
    const region = wordsOf(buildAnnualReport(regionReportOf()))
    expect(region[region.indexOf('1.1.4 Informationssäkerhet') + 1]).toBe('Texten skrivs av regionen.')
  })

  it('prints the writer’s words with their paragraphs and lists before the figures', () => {
    const texts = {
      'f1-stralskydd': 'Åtta kontroller gjordes.',
      'o1-vardskador': 'Första stycket.\n\n- Å först\n- Ä sedan\n\nSist.',
    }
    const model = buildAnnualReport(reportOf({ texts }))
    expect(wordsOf(model)).toContain('1.1.5 Strålskydd')
    const blocks = model.sections.find((section) => section.key === 'o1-vardskador')?.blocks ?? []
    expect(blocks.slice(0, 3)).toEqual([
      { type: 'paragraph', text: 'Första stycket.' },
      { type: 'list', ordered: false, items: ['Å först', 'Ä sedan'] },
      { type: 'paragraph', text: 'Sist.' },
    ])
    expect(blocks.at(-1)?.type).toBe('table')
  })

  it('opens the Sammanfattning with the key figures, then the writer’s words, then the year in sentences', () => {
    const model = buildAnnualReport(reportOf({ texts: { sammanfattning: 'Året i korthet.' } }))
    const types = model.sections
      .find((section) => section.key === 'sammanfattning')
      ?.blocks.map((it) => it.type)
    expect(types).toEqual(['keyFigures', 'paragraph', 'list', 'paragraph'])
  })
})

describe('T1, avvikelser', () => {
  it('sums the types, without klagomål and förbättringsförslag, and sets them against what is produced', () => {
    const lines = words(reportOf())
    // 600 + 300 + 100; 590 + 420 + 95; 500 + 310 + 90.
    expect(lines).toContain('Summa avvikelser | 900 | 1\u00a0105 | 1\u00a0000')
    // 1 105 / 25 000 · 1 000 = 44.2; 1 000 / 25 000 · 1 000 = 40.0. 2023 has no denominator.
    expect(lines).toContain('Per 1\u00a0000 vårdtillfällen | – | 44,2 | 40,0')
    expect(lines).toContain('Per 100 årsarbetare | – | 22,1 | 20,0')
    const note = lines.find((line) =>
      line.startsWith('Räknas på den dag då avvikelsen registrerades (svensk tid). Av'),
    )
    expect(note).toContain('Avvisade ärenden ingår inte (2025: 4).')
    expect(note).toContain('Vårdtillfällen: vårddatabasen.')
  })

  it('reads the table for the reader, and says what is not more than chance', () => {
    const lines = words(reportOf())
    // 1 000 and 1 105: 104 > 1.96 · √2105 = 89.9. Tillbud 420 to 300: 119 > 52.6. The others: 9 and 4, within chance.
    expect(lines).toContain(
      'Under 2025 registrerades 1\u00a0000\u00a0avvikelser, 105 färre än 2024 (1\u00a0105), en minskning med 9,5 procent. Tillbuden (från 420 till 300) minskade. Det motsvarar 40,0 avvikelser per 1\u00a0000 vårdtillfällen, mot 44,2 året före. Räknat mot personalen är det 20,0 avvikelser per 100 årsarbetare, mot 22,1 året före.',
    )
  })

  it('says beside the table that the number of avvikelser is no measure of safety', () => {
    expect(words(reportOf())).toContain('Antalet avvikelser är inte ett mått på säkerheten')
  })

  it('never compares with a year that is not whole', () => {
    const figures = figuresOf({
      incidents: [
        incidentYearOf(2023, { coverage: 'saknas', byArendetyp: {} }),
        incidentYearOf(2024, { coverage: 'borjar' }),
        incidentYearOf(2025, { coverage: 'pagar' }),
      ],
      firstReported: '2024-05-12',
    })
    const lines = words(reportOf({ figures, extracted: '2025-11-22' }))
    const first = lines[lines.indexOf('2.1.1 Rapporterade avvikelser') + 1]
    expect(first).toBe(
      'Under 2025 registrerades till och med den 22 november 2025 1\u00a0000\u00a0avvikelser.',
    )
    expect(lines).toContain('Summa avvikelser | – | 1\u00a0000 | 1\u00a0000')
    const note = lines.find((line) => line.includes('– betyder att uppgift saknas'))
    expect(note).toContain('registret har inga avvikelser från 2023')
    expect(note).toContain('Registret börjar den 12 maj 2024, så 2024 är inte ett helt år.')
    expect(note).toContain('2025 är inte slut')
  })
})

describe('T2–T4', () => {
  const lines = wordsOf(buildAnnualReport(reportOf()))

  it('tells vårdskador with the serious ones among them', () => {
    expect(lines).toContain('Vårdskador | 40 | 40 | 40')
    expect(lines).toContain('– varav allvarliga vårdskador | 6 | 6 | 6')
    expect(
      lines.some((line) =>
        line.includes('bedömdes 40\u00a0vara vårdskador (varav 6\u00a0allvarliga), lika många som 2024'),
      ),
    ).toBe(true)
  })

  it('does not compare years with many unassessed events', () => {
    const incidents = [incidentYearOf(2024), incidentYearOf(2025, { harm: 2, notAssessed: 400 })]
    const text = wordsOf(buildAnnualReport(reportOf({ figures: figuresOf({ incidents }) }))).join('\n')
    expect(text).toContain('bedömdes 2\u00a0vara vårdskador (varav 6\u00a0allvarliga).')
    expect(text).toContain(
      '400\u00a0avvikelser (40 procent) var inte bedömda den 20 januari 2026, så talen kan ändras.',
    )
  })

  it('tells lex Maria with the median and the number behind it', () => {
    expect(
      lines.some((line) => line.includes('i median 61 dagar (6\u00a0anmälningar med känt händelsedatum)')),
    ).toBe(true)
    expect(lines).toContain('– antal anmälningar bakom mediantiden | 6 | 6 | 6')
    expect(lines).toContain('Avslutas – utrednings- och anmälningsskyldigheten är fullgjord | 5 | 5 | 5')
  })

  it('masks small numbers per händelsetyp and verksamhet in a förvaltning’s report, so that they cannot be worked out', () => {
    expect(lines).toContain('Läkemedel | <5')
    // 5 of 7 would give the other 2 away.
    expect(lines).toContain('Diagnostik | dolt')
    expect(lines).toContain('Rågården | <5')
  })

  it('gives away in the region’s report no händelsetyp that a förvaltning hides', () => {
    // Of the 9 falls one förvaltning has 6 and the other hides its 3.
    const types = { lakemedel: 12, fall: 9, diagnostik: 8 }
    const parts = [
      { lakemedel: 5, fall: 3, diagnostik: 2 },
      { lakemedel: 7, fall: 6, diagnostik: 6 },
    ]
    const figures = { ...regionReportOf().figures, lexMariaTypes: types, lexMariaTypesOfParts: parts }
    const region = wordsOf(buildAnnualReport({ ...regionReportOf(), figures }))
    expect(region).toContain('Läkemedel | 12')
    expect(region).toContain('Fall | dolt')
    expect(region).toContain('Diagnostik | dolt')
  })

  it('prints masked rows by name, so that their order tells nothing', () => {
    const figures = figuresOf({ lexMariaTypes: { it: 1, fall: 1, lakemedel: 4, kommunikation: 9 } })
    const rows = wordsOf(buildAnnualReport(reportOf({ figures }))).filter((line) =>
      /^[^|]+ \| (<5|9)$/.test(line),
    )
    expect(rows.slice(0, 4)).toEqual([
      'Kommunikation/överlämning/samverkan | 9',
      'Fall | <5',
      'IT-system/avbrott | <5',
      'Läkemedel | <5',
    ])
  })

  it('keeps the days of one or two anmälningar, which with its day give the day of the event', () => {
    const lexMaria = [2024, 2025].map((year) =>
      lexMariaYearOf(year, { reported: 2, lead: { days: 51, n: 2 } }),
    )
    const text = wordsOf(buildAnnualReport(reportOf({ figures: figuresOf({ lexMaria }) }))).join('\n')
    expect(text).not.toContain('i median 51 dagar')
    expect(text).toContain('Mediantid från händelse till anmälan, dagar | – | –')
    expect(text).toContain('visas inte för färre än tre')
  })

  it('leaves harm out where a verksamhet with a single report has one', () => {
    const verksamheter = [
      { name: 'Östra sjukhuset', incidents: 800, investigated: 150, harm: 30 },
      { name: 'Högsbo sjukhus', incidents: 60, investigated: 9, harm: 3 },
      { name: 'Rågården', incidents: 1, investigated: 1, harm: 2 },
    ]
    const text = wordsOf(buildAnnualReport(reportOf({ figures: figuresOf({ verksamheter }) }))).join('\n')
    expect(text).toContain('Rågården | 1 | 1\n')
    expect(text).toContain('Vårdskadorna är för få för att redovisas per verksamhet')
  })

  it('leaves the cut tables out when the numbers are too few to hide', () => {
    const figures = figuresOf({
      lexMaria: [2023, 2024, 2025].map((year) => lexMariaYearOf(year, { reported: 1 })),
      lexMariaTypes: { psykiatri: 1 },
      lexMariaUnits: [{ name: 'Rågården', count: 1 }],
    })
    const text = wordsOf(buildAnnualReport(reportOf({ figures }))).join('\n')
    expect(text).not.toContain('Psykiatri: suicid, självskada, hot/våld |')
    expect(text).not.toContain('Lex Maria per verksamhet')
    expect(text).toContain('för få för att redovisas efter händelsetyp')
  })

  it('tells causes per orsaksområde and the strength of åtgärder', () => {
    expect(lines).toContain('Kommunikation och information | 12 | 12 | 12')
    // 12 of 30 causes are 40 %; 3 + 9 of 24 proposals are 50 %.
    expect(lines.some((line) => line.includes('flest inom kommunikation och information (40 procent)'))).toBe(
      true,
    )
    expect(lines.some((line) => line.includes('bedömdes 50 procent vara starka eller medelstarka'))).toBe(
      true,
    )
  })

  it('names both orsaksområden when two have the most, and none when three do', () => {
    const told = (causes: object): string => {
      const analyses = figuresOf().analyses.map((it) => ({ ...it, causes }))
      return wordsOf(buildAnnualReport(reportOf({ figures: figuresOf({ analyses }) }))).join('\n')
    }
    expect(told({ KI: 1, PR: 1 })).toContain(
      'De visade 2\u00a0bakomliggande orsaker, flest inom kommunikation och information samt procedurer, rutiner och riktlinjer (50 procent var).',
    )
    expect(told({ KI: 2, PR: 2, TU: 2 })).toContain('De visade 6\u00a0bakomliggande orsaker. ')
    expect(told({ KI: 1 })).toContain('1\u00a0bakomliggande orsak, inom kommunikation och information.')
  })

  it('says that two groups reported the most when they did', () => {
    const reporterRoles = { sjukskoterska: 40, lakare: 40, underskoterska: 20 }
    const text = wordsOf(buildAnnualReport(reportOf({ figures: figuresOf({ reporterRoles }) }))).join('\n')
    expect(text).toContain('Flest avvikelser rapporterades av läkare och sjuksköterskor, 40 procent vardera.')
    expect(text).not.toContain('Läkare stod för')
  })

  it('calls no three händelsetyper the most common when a fourth is as common', () => {
    const handelsetyper = { lakemedel: 40, fall: 30, it: 20, blod: 20 }
    const text = wordsOf(buildAnnualReport(reportOf({ figures: figuresOf({ handelsetyper }) }))).join('\n')
    expect(text).toContain('Tre av de vanligaste händelsetyperna, ”Läkemedel”, ”Fall” och')
  })

  it('tells whether åtgärder were done in time and helped', () => {
    expect(lines).toContain(
      'Av 20\u00a0beslutade åtgärder med slutdatum under 2025 blev 12 klara i tid (60 procent). Effekten är mätt för 10 av 17 som är klara; 6 gav avsedd effekt.',
    )
  })
})

describe('the region’s report', () => {
  const lines = wordsOf(buildAnnualReport(regionReportOf()))

  it('has T11 per förvaltning with the region’s sum, and – where a förvaltning has no data', () => {
    expect(lines).toContain('Sahlgrenska Universitetssjukhuset | 900 | 36,0\u00a0¹ | 18,0 | 200')
    expect(lines).toContain('Närhälsan | – | – | – | –')
    expect(lines).toContain('Västra Götalandsregionen | 900 | – | 20,0 | 200')
    expect(lines.some((line) => line.includes('¹ Per 1\u00a0000 vårdtillfällen.'))).toBe(true)
    expect(lines.some((line) => line.includes('registret har inga avvikelser från Närhälsan 2025'))).toBe(
      true,
    )
  })

  it('sets published measures beside the country with year and source', () => {
    expect(lines).toContain(
      'Patienter med trycksår i slutenvård, procent | lägre | 2023 | 17,3 | 15,6 | 14,1',
    )
    expect(
      lines.some((line) => line.includes('bättre i 0, sämre i 1 och lika i 0. Källa: Kolada/SKR.')),
    ).toBe(true)
  })

  it('lists where every förvaltning’s berättelse stands', () => {
    expect(lines).toContain('Sahlgrenska Universitetssjukhuset | Beslutad | 2026-02-20 | SU 2026-00123')
    expect(lines).toContain('Närhälsan | Ej påbörjad | – | –')
  })
})

describe('a register without anything', () => {
  const empty = figuresOf({
    incidents: [2023, 2024, 2025].map((year) =>
      incidentYearOf(year, { coverage: 'saknas', byArendetyp: {} }),
    ),
    lexMaria: [2023, 2024, 2025].map((year) => lexMariaYearOf(year, { coverage: 'saknas', reported: 0 })),
    analyses: [],
    actions: [],
    firstReported: null,
    monthly: [],
    handelsetyper: {},
    reporterRoles: {},
    closing: { closed: 0, within60Days: 0 },
    lexMariaTypes: {},
    lexMariaUnits: [],
    denominators: [],
    verksamheter: [],
    openActions: { open: 0, late: 0 },
  })
  const data = reportOf({
    figures: {
      ...empty,
      analyses: figuresOf().analyses.map((it) => ({
        ...it,
        coverage: 'saknas',
        started: 0,
        completed: 0,
        causes: {},
        proposals: {},
        lead: { days: null, n: 0 },
        patientHeard: { yes: 0, declined: 0, no: 0 },
        inNitha: 0,
      })),
      actions: figuresOf().actions.map((it) => ({
        ...it,
        coverage: 'saknas',
        due: 0,
        doneInTime: 0,
        doneLate: 0,
        notDone: 0,
        effects: {},
      })),
    },
  })

  it('says that figures are missing, and prints no zero and no empty table', () => {
    const model = buildAnnualReport(data)
    const lines = wordsOf(model)
    expect(lines).toContain(
      'I registret finns inga avvikelser från 2025. Det betyder att uppgiften saknas, inte att inget har hänt.',
    )
    expect(lines.filter((line) => /\| 0(\s|$)/.test(line))).toEqual([])
    const tables = model.sections.flatMap((section) =>
      section.blocks.filter((block) => block.type === 'table'),
    )
    expect(tables.map((table) => table.caption)).toEqual(['Lagkrav och var de besvaras'])
  })

  it('counts no requirement of the law as met', () => {
    expect(fillReport(data).law.map((check) => check.state)).toEqual(Array(11).fill('saknas'))
    expect(fillReport({ ...data, texts: allTexts() }).law.every((check) => check.state === 'text')).toBe(true)
  })
})
