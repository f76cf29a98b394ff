import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { unpackForeignFiles } from '../../testing/foreignFiles.ts'
import { readFile } from './testFiles.ts'

/**
 * Large, real files from abroad. The counts were taken with Python's csv module and, for the workbook, with its zipfile
 * and ElementTree; so was every cell, once.
 */
let folder: string
beforeAll(() => {
  folder = unpackForeignFiles()
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

describe('Verkliga filer utifrån', () => {
  it('VAERS: 49 675 rader i Windows-1252, 5 428 med komman i texter utan citattecken', async () => {
    const { source, fields, faults } = await readFile(join(folder, 'us_vaers_2020VAERSDATA.csv'))
    expect(source.detected.settings).toMatchObject({ encoding: 'windows-1252', separator: ',', headerRow: 1 })
    expect([fields.length, faults.length]).toEqual([44_247, 5_428])
    expect(
      faults.every(({ problem }) => /har \d+ fält men rubrikraden har 16/.test(problem?.reason ?? '')),
    ).toBe(true)
    expect(source.tally).toEqual({ empty: 0, repeatedHeadings: 0, sums: [] })
    const dates = source.detected.columns.filter(({ looksLike }) => looksLike === 'date')
    expect(dates.map(({ name, dateOrder }) => [name, dateOrder])).toEqual([
      ['DATEDIED', 'mdy'],
      ['VAX_DATE', 'mdy'],
      ['ONSET_DATE', 'mdy'],
    ])
  })

  it('NTSB: 35 391 rader, sedan 30 197 tomma, utan fel', async () => {
    const { source, fields, faults } = await readFile(join(folder, 'us_ntsb_AviationData_1982_2021.csv'))
    expect([fields.length, faults.length, source.tally.empty]).toEqual([35_391, 0, 30_197])
    expect(fields[0]?.slice(0, 4)).toEqual(['CEN21FA130', '2/16/2021', 'JANESVILLE', ' WI'])
    expect(source.detected.columns[1]).toMatchObject({ looksLike: 'date', dateOrder: 'mdy' })
  })

  it('Michigan: 7 059 rader och 4 921 tomma om vartannat, utan fel', async () => {
    const { source, fields, faults } = await readFile(
      join(folder, 'us_mi_critical_incidents_sentinel_events.csv'),
    )
    expect([fields.length, faults.length, source.tally.empty]).toEqual([7_059, 0, 4_921])
    expect(source.detected.columns[6]).toMatchObject({ looksLike: 'yes-no' })
  })

  it('SAFENET: 2 383 rader och 11 tomma i 23 filer, med blanksteg före citattecken i rubrikraden', async () => {
    let rows = 0
    let empty = 0
    for (let year = 1999; year <= 2021; year++) {
      const { source, fields, faults, records } = await readFile(
        join(folder, 'us_safenet_yearly', `SAFENET_${year}.csv`),
      )
      expect(source.detected.columns.map(({ name }) => name).slice(0, 3)).toEqual([
        'ID',
        'SAFENET ID',
        'Iteration',
      ])
      expect(faults).toEqual([])
      expect(
        records
          .flatMap(({ warnings }) => warnings)
          .filter(({ reason }) => reason.includes('citattecken inne')),
      ).toEqual([])
      rows += fields.length
      empty += source.tally.empty
    }
    expect([rows, empty]).toEqual([2_383, 11])
  })

  it('NASA: 2 102 rader i 20 kolumner ur en arbetsbok, det längsta fältet 30 838 tecken', async () => {
    const { source, fields, faults, records } = await readFile(
      join(folder, 'us_nasa_llis_lessons_learned_2021.xlsx'),
    )
    expect(source.detected.settings).toMatchObject({
      format: 'workbook',
      sheet: 'Lessons Learned',
      headerRow: 1,
    })
    expect(source.detected.sheets).toEqual([{ name: 'Lessons Learned', rows: 2_103 }])
    expect([fields.length, faults.length, source.detected.columns.length]).toEqual([2_102, 0, 20])
    expect(records.flatMap(({ warnings }) => warnings)).toEqual([])
    expect(Math.max(...fields.flat().map(({ length }) => length))).toBe(30_838)
  })
})
