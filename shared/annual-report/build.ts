import { freeTextBlocks } from '../document/freeText.ts'
import type { Block, DocumentModel } from '../document/model.ts'
import { formatNumber } from '../text/swedish.ts'
import { longDate } from '../time/dates.ts'
import { fill } from './bindings.ts'
import type { AnnualReportData } from './figures.ts'
import { checkLaw, type LawCheck, type SectionContent } from './lawCheck.ts'
import { isSectionKey, SKR_TEMPLATE, type SectionKey } from './skrTemplate.ts'
import { sectionsFor, type TemplateSection } from './template.ts'

/** One section of a report: the template's own, the writer's text, and what the register fills in. */
export interface FilledSection {
  readonly section: TemplateSection & { readonly key: SectionKey }
  readonly text: string
  readonly blocks: readonly Block[]
  readonly hasData: boolean
}

export interface FilledReport {
  readonly sections: readonly FilledSection[]
  readonly law: readonly LawCheck[]
}

/** Every section of this kind of report with its figures, and what the law still lacks. */
export function fillReport(data: AnnualReportData): FilledReport {
  const sections = sectionsFor(SKR_TEMPLATE, data.unit.kind).flatMap((section): FilledSection[] => {
    if (!isSectionKey(section.key)) return []
    const filled = section.bindings.flatMap((binding) => (binding === 'lagkrav' ? [] : [fill(binding, data)]))
    return [
      {
        section: { ...section, key: section.key },
        text: data.texts[section.key] ?? '',
        blocks: filled.flatMap(({ blocks }) => blocks),
        hasData: filled.some(({ hasData }) => hasData),
      },
    ]
  })
  const content = new Map<SectionKey, SectionContent>(
    sections.map(({ section, text, hasData }) => [section.key, { hasText: text.trim() !== '', hasData }]),
  )
  const law = checkLaw(content)
  return {
    law,
    sections: sections.map((it) =>
      it.section.bindings.includes('lagkrav') ? { ...it, blocks: lawBlocks(sections, law, data) } : it,
    ),
  }
}

/** The whole berättelse as a document. Pure: the same data gives the same document. */
export function buildAnnualReport(data: AnnualReportData): DocumentModel {
  const decided = data.status === 'beslutad'
  const title = `Patientsäkerhetsberättelse ${data.year}`
  return {
    title,
    subtitle: data.unit.name,
    documentType: 'Patientsäkerhetsberättelse',
    organisation: data.unit.name,
    author: data.responsible === '' ? data.unit.name : data.responsible,
    date: decided && data.decisionDate !== null ? data.decisionDate : data.extracted,
    diarienummer: data.diarienummer,
    version: decided ? '1.0' : '',
    stamps: [
      ...(data.isExample ? (['Exempeldata'] as const) : []),
      ...(decided ? [] : (['Arbetsmaterial'] as const)),
    ],
    cover: cover(data),
    tableOfContents: true,
    sections: fillReport(data).sections.flatMap((it) => {
      const blocks = sectionBlocks(it, data)
      if (blocks.length === 0 && it.section.kind === 'text') return []
      const { key, level, number, title: heading } = it.section
      return [{ key, level, number, title: heading, blocks }]
    }),
  }
}

function cover(data: AnnualReportData): DocumentModel['cover'] {
  const decided = data.status === 'beslutad'
  const lines = [
    { label: 'Vårdgivare', value: data.regionName },
    ...(data.unit.kind === 'forvaltning' ? [{ label: 'Förvaltning', value: data.unit.name }] : []),
    { label: 'Avser', value: `1 januari–31 december ${data.year}` },
    { label: 'Ansvarig för innehållet', value: data.responsible },
    { label: 'Diarienummer', value: data.diarienummer },
    { label: decided ? 'Beslutad av' : 'Beslutas av', value: data.decisionBody },
    {
      label: 'Beslutsdatum',
      value: decided && data.decisionDate !== null ? longDate(data.decisionDate) : 'Ej beslutad',
    },
    { label: 'Uppgifterna uttagna', value: longDate(data.extracted) },
  ]
  return lines.filter(({ value }) => value !== '')
}

/** The writer's text, then the figures. Empty: nothing is printed but, in a draft, a line that says who writes it. */
function sectionBlocks(it: FilledSection, data: AnnualReportData): Block[] {
  const written = freeTextBlocks(it.text)
  const summary = it.section.key === 'sammanfattning'
  // The Sammanfattning begins with its key figures; everywhere else the words lead and the tables follow.
  const [box, rest] = summary ? [it.blocks.slice(0, 1), it.blocks.slice(1)] : [[], it.blocks]
  const blocks = [...box, ...written, ...rest]
  if (blocks.length > 0 || it.section.optional) return blocks
  // A decided report has no empty sections (the service sees to it); should one be, it says so.
  const text =
    data.status === 'beslutad'
      ? `Området redovisas inte särskilt för ${data.year}.`
      : data.unit.kind === 'region'
        ? 'Texten skrivs av regionen.'
        : 'Texten skrivs av förvaltningen.'
  return [{ type: 'paragraph', text: [{ text, emphasis: true }] }]
}

function lawBlocks(
  sections: readonly FilledSection[],
  law: readonly LawCheck[],
  data: AnnualReportData,
): Block[] {
  const name = (key: SectionKey): string => {
    const found = sections.find(({ section }) => section.key === key)?.section
    return found === undefined || found.number === '' ? (found?.title ?? '') : found.number
  }
  const draft = data.status !== 'beslutad'
  const rows = law.map((check) => {
    const where = check.answeredBy.map(name).join(', ')
    const missing = draft ? 'Återstår' : '–'
    const figuresOnly = draft && check.state === 'siffror' ? ' (siffror, text återstår)' : ''
    return [check.text, check.provision, where === '' ? missing : `${where}${figuresOnly}`]
  })
  const left = law.filter((check) => check.state !== 'text').length
  return [
    {
      type: 'paragraph',
      text:
        draft && left > 0
          ? `Tabellen visar var i berättelsen lagens krav besvaras. För ${formatNumber(left)} av ${formatNumber(law.length)} krav återstår text.`
          : 'Tabellen visar var i berättelsen lagens krav besvaras.',
    },
    {
      type: 'table',
      caption: 'Lagkrav och var de besvaras',
      columns: [
        { title: 'Berättelsen ska visa', width: 50 },
        { title: 'Bestämmelse', width: 26 },
        { title: 'Avsnitt', width: 24 },
      ],
      rows,
    },
  ]
}
