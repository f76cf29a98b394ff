import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { strToU8, zipSync, type Zippable } from 'fflate'
import type { ReadSettings } from '../../../../shared/transfer/format.ts'
import { LardomError } from '../../../../shared/rpc/error.ts'
import { openSource } from './openSource.ts'
import type { Source, SourceRecord } from './source.ts'

/** Files of a test's own, and what reading them gives. For tests. */
export class TestFiles {
  readonly folder = mkdtempSync(join(tmpdir(), 'lardom-reading-'))

  write(bytes: string | Uint8Array, name = 'export.csv'): string {
    const path = join(this.folder, name)
    writeFileSync(path, bytes)
    return path
  }

  async read(bytes: string | Uint8Array, wishes: ReadSettings = {}, name?: string): Promise<ReadFile> {
    return readFile(this.write(bytes, name), wishes)
  }

  /** The reason a file is refused with. */
  async refused(bytes: string | Uint8Array, name?: string, wishes: ReadSettings = {}): Promise<string> {
    return refusedWith(this.write(bytes, name), wishes)
  }

  remove(): void {
    rmSync(this.folder, { recursive: true, force: true })
  }
}

export interface ReadFile {
  readonly source: Source
  readonly records: readonly SourceRecord[]
  /** Of the rows without a problem. */
  readonly fields: readonly (readonly string[])[]
  readonly faults: readonly SourceRecord[]
}

export async function readFile(path: string, wishes: ReadSettings = {}): Promise<ReadFile> {
  const source = await openSource(path, wishes)
  const records: SourceRecord[] = []
  for await (const batch of source.batches()) records.push(...batch)
  return {
    source,
    records,
    fields: records.filter(({ problem }) => problem === null).map(({ fields }) => fields),
    faults: records.filter(({ problem }) => problem !== null),
  }
}

export async function refusedWith(path: string, wishes: ReadSettings = {}): Promise<string> {
  try {
    await readFile(path, wishes)
  } catch (error) {
    if (error instanceof LardomError && error.code === 'SOURCE_INVALID') return error.message
    throw error
  }
  throw new Error('the file was read')
}

export interface SheetXml {
  readonly name: string
  /** What stands in sheetData. */
  readonly rows: string
  readonly state?: string
}

const RELATIONS = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'

/** A workbook written by hand, so that a test can put in it what no library writes. */
export function workbook(
  sheets: readonly SheetXml[],
  parts: { strings?: string; styles?: string; properties?: string; more?: Zippable; prefix?: string } = {},
): Uint8Array {
  const tag = parts.prefix === undefined ? '' : `${parts.prefix}:`
  const files: Zippable = {
    '[Content_Types].xml': strToU8('<?xml version="1.0"?><Types/>'),
    '_rels/.rels': strToU8(
      `<Relationships><Relationship Id="rId1" Type="${RELATIONS}/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
    ),
    'xl/workbook.xml': strToU8(
      `<workbook>${parts.properties ?? ''}<sheets>${sheets
        .map(
          ({ name, state }, index) =>
            `<sheet name="${name}" sheetId="${index + 1}"${state === undefined ? '' : ` state="${state}"`} r:id="rId${index + 1}"/>`,
        )
        .join('')}</sheets></workbook>`,
    ),
    'xl/_rels/workbook.xml.rels': strToU8(
      `<Relationships>${sheets
        .map(
          (_, index) =>
            `<Relationship Id="rId${index + 1}" Type="${RELATIONS}/worksheet" Target="worksheets/sheet${index + 1}.xml"/>`,
        )
        .join('')}<Relationship Id="rIdS" Type="${RELATIONS}/sharedStrings" Target="sharedStrings.xml"/>` +
        `<Relationship Id="rIdT" Type="${RELATIONS}/styles" Target="/xl/styles.xml"/></Relationships>`,
    ),
    'xl/sharedStrings.xml': strToU8(`<sst>${parts.strings ?? ''}</sst>`),
    'xl/styles.xml': strToU8(parts.styles ?? '<styleSheet/>'),
    ...parts.more,
  }
  sheets.forEach(({ rows }, index) => {
    files[`xl/worksheets/sheet${index + 1}.xml`] = strToU8(
      `<${tag}worksheet><${tag}sheetData>${rows}</${tag}sheetData></${tag}worksheet>`,
    )
  })
  return zipSync(files)
}

/** Rows of plain text cells. */
export function textRows(rows: readonly (readonly string[])[], from = 1): string {
  return rows
    .map(
      (row, index) =>
        `<row r="${from + index}">${row.map((text) => `<c t="inlineStr"><is><t>${text}</t></is></c>`).join('')}</row>`,
    )
    .join('')
}
