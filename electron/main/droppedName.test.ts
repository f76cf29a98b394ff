import { describe, expect, it } from 'vitest'
import { droppedName } from './droppedName.ts'

describe('the name of a dropped file', () => {
  it.each([
    ['avvikelser.csv', 'avvikelser.csv'],
    ['Avvikelser hösten 2026.XLSX', 'Avvikelser hösten 2026.xlsx'],
    ['export.json', 'export.json'],
    ['avvikelser.2026.csv', 'avvikelser.2026.csv'],
    ['avvikelser', 'avvikelser'],
    ['../../etc/passwd', 'passwd'],
    ['C:\\Users\\x\\avvikelser.csv', 'avvikelser.csv'],
    ['con.csv', '_con.csv'],
    ['a<b>|c?.csv', 'a b c.csv'],
    ['.csv', 'Bilaga.csv'],
    ['avvikelser.mycketlångändelse', 'avvikelser.mycketlångändelse'],
  ])('%s is kept as %s', (given, kept) => {
    expect(droppedName(given)).toBe(kept)
  })

  it('holds no personnummer, and is never too long', () => {
    expect(droppedName('Patient 19121212-1212.csv')).toBe('Patient •••.csv')
    expect(droppedName(`${'å'.repeat(400)}.csv`).length).toBeLessThan(160)
  })
})
