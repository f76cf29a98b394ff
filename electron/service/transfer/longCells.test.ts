import { describe, expect, it } from 'vitest'
import { withoutRemark } from './cleanCell.ts'
import { ageIn } from './numbers.ts'
import { splitPath } from './ownPlaces.ts'

/** Read in one walk: going back and forth in a cell as long as this takes longer than a test may. */
const LONG = 300_000

describe('A cell of hundreds of thousands of signs', () => {
  it('has its place, its age and its status read in one walk', () => {
    const spaces = ' '.repeat(LONG)
    expect(splitPath(`SU${spaces}> Avd 9${spaces}x`)).toEqual(['SU', 'Avd 9 x'])
    expect(ageIn('1'.repeat(LONG))).toBeNull()
    expect(withoutRemark('('.repeat(LONG))).toHaveLength(LONG)
    expect(withoutRemark(`Avslutad${spaces}(hos MAS)`)).toBe('Avslutad')
  })

  it('is read as before where it is short', () => {
    expect(splitPath('Sjukhusen i väster > Kungälv / Akuten - Triage')).toEqual([
      'Sjukhusen i väster',
      'Kungälv',
      'Akuten',
      'Triage',
    ])
    expect(splitPath('Avd 9-10 – dag | Mottagning')).toEqual(['Avd 9-10 – dag', 'Mottagning'])
    expect(ageIn('Pojke, 11 månader')).toBe(0)
    expect(ageIn('kvinna, 84 år')).toBe(84)
  })
})
