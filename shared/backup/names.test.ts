import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  compareCopies,
  copiesFolder,
  copyName,
  parseCopyName,
  REASONS,
  stemOf,
  workspaceOfFolder,
  type Reason,
} from './names.ts'

// Object.keys widens to string; the record's own keys are its codes.
const reasons = Object.keys(REASONS) as Reason[]
const instants = fc.date({ min: new Date('2000-01-01'), max: new Date('2099-12-31'), noInvalidDate: true })
const at = instants.map((date) => date.toISOString().slice(0, 19).replace('T', ' '))

describe('the name of a copy', () => {
  it('says the workspace, the time and the reason', () => {
    expect(copyName('Patientsäkerhet', '2026-11-22 13:45:10', 'vid-oppning')).toBe(
      'Patientsäkerhet 2026-11-22 134510 vid-oppning.lardom',
    )
  })

  it('is read back as it was written, whatever the workspace is called', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'grapheme' }).filter((stem) => !/[\n\r]/.test(stem)),
        at,
        fc.constantFrom(...reasons),
        fc.integer({ min: 1, max: 9999 }),
        (file, time, reason, ordinal) => {
          const stem = stemOf(`${file}.lardom`)
          const name = copyName(stem, time, reason, ordinal).normalize('NFC')
          expect(parseCopyName(name)).toEqual({ name, stem, at: time, reason, ordinal })
        },
      ),
    )
  })

  it('is the same with å as one character or two, as file systems have it', () => {
    const name = copyName('Åsö', '2026-11-22 13:45:10', 'for-hand')
    expect(parseCopyName(name.normalize('NFD'))?.stem).toBe('Åsö')
    expect(stemOf('A\u030Aso\u0308.lardom')).toBe('Åsö')
  })

  it.each([
    'anteckningar.txt',
    'Namn.lardom',
    'Namn 2026-11-22 134510 vid-oppning.lardom-nycklar',
    'Namn 2026-11-22 134510 hemligt.lardom',
    'Namn 2026-13-22 134510 for-hand.lardom',
    'Namn 2026-11-22 254510 for-hand.lardom',
    'Namn 2026-11-22 134510 for-hand 0.lardom',
    'Namn 2026-11-22 134510 for-hand kopia.lardom',
    '.pagar-00000000-0000-0000-0000-000000000000.lardom',
  ])('is not found in the foreign %s', (name) => {
    expect(parseCopyName(name)).toBeNull()
  })

  it('sorts newest first, the later of the same second before the earlier', () => {
    const names = [
      copyName('A', '2026-11-22 13:45:10', 'for-hand'),
      copyName('A', '2026-11-22 13:45:10', 'for-hand', 2),
      copyName('A', '2026-11-22 13:45:10', 'for-hand', 10),
      copyName('A', '2026-11-23 00:00:00', 'vid-oppning'),
    ].flatMap((name) => parseCopyName(name) ?? [])
    expect(names.toSorted(compareCopies).map((copy) => [copy.at.slice(8, 10), copy.ordinal])).toEqual([
      ['23', 1],
      ['22', 10],
      ['22', 2],
      ['22', 1],
    ])
  })
})

describe('the folder of copies', () => {
  it('lies beside the workspace and leads back to it', () => {
    expect(copiesFolder('/hem/Åsö.lardom')).toBe('/hem/Åsö.lardom-kopior')
    expect(workspaceOfFolder('/hem/Åsö.lardom-kopior')).toBe('/hem/Åsö.lardom')
    expect(workspaceOfFolder('/hem/kopior')).toBeNull()
  })
})
