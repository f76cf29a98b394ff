import { describe, expect, it } from 'vitest'
import type { FigurePoint } from '../../shared/indicator/contract.ts'
import { changeOf, decimalsOf, yearRows } from './seriesPoints.ts'

const point = (period: string, value: number): FigurePoint => ({
  period,
  value,
  organisation: 'Riket',
  sourceUrl: 'https://exempel.invalid/',
  note: '',
})

describe('Publicerade serier', () => {
  it('ställs sida vid sida, även när ett år saknas i den ena', () => {
    const rows = yearRows([point('2022', 9.8), point('2023', 10.4)], [point('2021', 5), point('2023', 6)])
    expect(rows.map(({ period, vgr, riket }) => [period, vgr?.value, riket?.value])).toEqual([
      ['2021', undefined, 5],
      ['2022', 9.8, undefined],
      ['2023', 10.4, 6],
    ])
  })

  it('blir bättre åt det håll som måttet vill', () => {
    expect(changeOf(10, 8, 'lagre_battre')).toBe('battre')
    expect(changeOf(10, 8, 'hogre_battre')).toBe('samre')
    expect(changeOf(10, 10, 'hogre_battre')).toBe('oforandrat')
    expect(changeOf(10, 8, 'ingen')).toBe('okand')
    expect(changeOf(undefined, 8, 'lagre_battre')).toBe('okand')
  })

  it('visar en decimal bara där källan har det', () => {
    expect(decimalsOf([502, 355])).toBe(0)
    expect(decimalsOf([8.4, 10])).toBe(1)
  })
})
