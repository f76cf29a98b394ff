import { describe, expect, it } from 'vitest'
import { LAWS } from './law.ts'
import { LAW_REQUIREMENTS } from './lawCheck.ts'
import { isSectionKey, SKR_TEMPLATE } from './skrTemplate.ts'
import { sectionsFor, type TemplateSection } from './template.ts'

const kinds = ['forvaltning', 'region'] as const

describe.each(kinds)('the national template for a %s', (kind) => {
  const sections = sectionsFor(SKR_TEMPLATE, kind)

  it('numbers its headings without gaps and skips no level', () => {
    const counters = [0, 0, 0]
    let level = 0
    for (const section of sections) {
      expect(section.level).toBeLessThanOrEqual(level + 1)
      level = section.level
      if (section.number === '') continue
      counters[section.level - 1] = (counters[section.level - 1] ?? 0) + 1
      counters.fill(0, section.level)
      expect(section.number).toBe(counters.slice(0, section.level).join('.'))
    }
  })

  it('may leave out an optional heading without a hole in the numbers', () => {
    sections.forEach((section, index) => {
      if (!section.optional) return
      const next = sections[index + 1]
      expect(next === undefined || next.level < section.level).toBe(true)
    })
  })

  it('has each key once, guidance for every heading, and the chapters of domain.md 2.2 in order', () => {
    expect(new Set(sections.map((section) => section.key)).size).toBe(sections.length)
    expect(sections.every((section) => section.guidance.length > 0)).toBe(true)
    const numbered = sections.filter((section) => section.level < 3 && section.number !== '')
    expect(numbered.map((section) => `${section.number} ${section.title}`)).toEqual([
      '1 Grundläggande förutsättningar för säker vård',
      '1.1 Engagerad ledning och tydlig styrning',
      '1.2 En god säkerhetskultur',
      '1.3 Adekvat kunskap och kompetens',
      '1.4 Patienten som medskapare',
      '2 Agera för säker vård',
      '2.1 Öka kunskap om inträffade vårdskador',
      '2.2 Tillförlitliga och säkra system och processer',
      '2.3 Säker vård här och nu',
      '2.4 Stärka analys, lärande och utveckling',
      '2.5 Öka riskmedvetenhet och beredskap',
      '3 Mål, strategier och utmaningar för kommande år',
    ])
  })

  it('answers every requirement of the law with a section that this report has', () => {
    const keys = new Set(sections.map((section) => section.key))
    const unanswered = LAW_REQUIREMENTS.filter((it) => !it.sections.some((key) => keys.has(key)))
    expect(unanswered).toEqual([])
  })

  it('tags with the law at least the sections that answer it', () => {
    const byKey = new Map<string, TemplateSection>(sections.map((section) => [section.key, section]))
    const tagged = (key: string): readonly string[] =>
      byKey.get(key)?.laws.map((code) => LAWS[code].short) ?? []
    expect(tagged('f1-organisation')).toEqual(['PSL 3:9', 'SOSFS 7:2'])
    expect(tagged('o1-lexmaria')).toEqual(['PSL 3:5'])
    expect(tagged('o4-klagomal')).toEqual(['SOSFS 5:3', 'SOSFS 7:2'])
  })
})

describe('the law', () => {
  it('is covered paragraph by paragraph: PSL 3 kap. 9–10 §§ and SOSFS 2011:9 7 kap. 2–3 §§', () => {
    expect(LAW_REQUIREMENTS.map((requirement) => requirement.provision)).toEqual([
      '3 kap. 9 § PSL',
      '3 kap. 10 § första stycket 1 PSL',
      '3 kap. 10 § första stycket 2 PSL',
      '3 kap. 10 § första stycket 3 PSL',
      '7 kap. 2 § 1 SOSFS 2011:9',
      '7 kap. 2 § 2 SOSFS 2011:9',
      '7 kap. 2 § 3 SOSFS 2011:9',
      '7 kap. 2 § 4 SOSFS 2011:9',
      '7 kap. 2 § 5 SOSFS 2011:9',
      '7 kap. 2 § 6 SOSFS 2011:9',
      '7 kap. 3 § SOSFS 2011:9',
    ])
  })

  it('knows a section key from any other text', () => {
    expect(isSectionKey('o1')).toBe(true)
    expect(isSectionKey('O1')).toBe(false)
    expect(isSectionKey('toString')).toBe(false)
  })
})
