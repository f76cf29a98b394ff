import { numberKind, type NumberKind } from './cellText.ts'
import type { FileBytes } from './fileBytes.ts'
import { refusal } from './refusal.ts'
import { attributes, tags } from './xmlText.ts'
import type { ZipFile } from './zipFile.ts'

export interface WorkbookSheet {
  readonly name: string
  readonly part: string
  readonly hidden: boolean
}

export interface WorkbookParts {
  readonly sheets: readonly WorkbookSheet[]
  readonly sharedStrings: string | undefined
  /** What a number is shown as, by the number of its cell format. */
  readonly kinds: readonly NumberKind[]
  readonly date1904: boolean
}

const RESAVE = 'Öppna den i Excel, spara den som Excel-arbetsbok (.xlsx) och försök igen.'

/** Reads what a workbook says of itself (ECMA-376 part 1, 18.2, and part 2 for how its parts are found). */
export async function readParts(file: FileBytes, zip: ZipFile): Promise<WorkbookParts> {
  const types = (await zip.text('[Content_Types].xml')) ?? ''
  const reason = refusedKind(zip.names, types)
  if (reason !== undefined) throw refusal(file.path, reason)
  const rootRelations = relations((await zip.text('_rels/.rels')) ?? '', '')
  const main = rootRelations.find(({ type }) => type === 'officeDocument')?.target ?? 'xl/workbook.xml'
  const xml = await zip.text(main)
  if (xml === undefined)
    throw refusal(file.path, `arbetsboken är skadad: dess innehållsförteckning saknas. ${RESAVE}`)
  const folder = main.slice(0, main.lastIndexOf('/') + 1)
  const related = relations(
    (await zip.text(`${folder}_rels/${main.slice(folder.length)}.rels`)) ?? '',
    folder,
  )
  const partOf = (type: string) => {
    const target = related.find((relation) => relation.type === type)?.target
    return target !== undefined && zip.names.includes(target) ? target : undefined
  }
  const sheets: WorkbookSheet[] = []
  for (const tag of tags(xml, 'sheet')) {
    const found = attributes(tag)
    const target = related.find(({ id, type }) => id === found.get('id') && type === 'worksheet')?.target
    if (target === undefined || !zip.names.includes(target)) continue
    sheets.push({
      name: found.get('name') ?? `Blad ${sheets.length + 1}`,
      part: target,
      hidden: found.has('state') && found.get('state') !== 'visible',
    })
  }
  if (sheets.length === 0) throw refusal(file.path, `arbetsboken har inget kalkylblad. ${RESAVE}`)
  const properties = attributes([...tags(xml, 'workbookPr')][0] ?? '')
  const stylesPart = partOf('styles')
  return {
    sheets,
    sharedStrings: partOf('sharedStrings'),
    kinds: readKinds(stylesPart === undefined ? '' : ((await zip.text(stylesPart)) ?? '')),
    date1904: ['1', 'true'].includes(properties.get('date1904') ?? ''),
  }
}

/** Why what lies in a ZIP file is no workbook that is read. */
function refusedKind(names: readonly string[], types: string): string | undefined {
  const has = (pattern: RegExp) => names.some((name) => pattern.test(name))
  if (has(/(^|\/)vbaProject\.bin$/i) || /macroEnabled/i.test(types)) {
    return 'arbetsboken innehåller makron (.xlsm) och öppnas inte. Öppna den i Excel och spara som Excel-arbetsbok (.xlsx), utan makron.'
  }
  if (has(/^xl\/workbook\.bin$/i)) {
    return 'den är en binär arbetsbok (.xlsb). Öppna den i Excel och spara som Excel-arbetsbok (.xlsx).'
  }
  if (has(/^word\//i))
    return 'den är ett Word-dokument. Exportera som CSV eller Excel (.xlsx) i systemet den kommer från.'
  if (has(/^ppt\//i))
    return 'den är en PowerPoint-presentation. Välj en CSV-fil eller en Excel-arbetsbok (.xlsx).'
  if (names.includes('content.xml') && names.includes('mimetype')) {
    return 'den är ett OpenDocument (.ods). Öppna den i LibreOffice eller Excel och spara som Excel-arbetsbok (.xlsx).'
  }
  if (has(/^xl\//i)) return undefined
  return 'den är ett packat arkiv (ZIP). Packa upp det och välj filen inuti.'
}

interface Relation {
  readonly id: string
  /** The last part of its address, alike in both dialects of the format. */
  readonly type: string
  readonly target: string
}

function relations(xml: string, folder: string): Relation[] {
  return [...tags(xml, 'Relationship')].map((tag) => {
    const found = attributes(tag)
    const target = (found.get('Target') ?? '').replaceAll('\\', '/')
    return {
      id: found.get('Id') ?? '',
      type: (found.get('Type') ?? '').split('/').at(-1) ?? '',
      target: target.startsWith('/') ? target.slice(1) : resolve(folder, target),
    }
  })
}

function resolve(folder: string, target: string): string {
  const steps: string[] = []
  for (const step of `${folder}${target}`.split('/')) {
    if (step === '..') steps.pop()
    else if (step !== '.') steps.push(step)
  }
  return steps.join('/')
}

function readKinds(xml: string): NumberKind[] {
  const codes = new Map<number, string>()
  for (const tag of tags(xml, 'numFmt')) {
    const found = attributes(tag)
    codes.set(Number(found.get('numFmtId')), found.get('formatCode') ?? '')
  }
  const formats = /<(?:\w+:)?cellXfs[\s>]([\s\S]*?)<\/(?:\w+:)?cellXfs>/.exec(xml)?.[1] ?? ''
  return [...tags(formats, 'xf')].map((tag) => {
    const id = Number(attributes(tag).get('numFmtId') ?? '0')
    return numberKind(id, codes.get(id))
  })
}
