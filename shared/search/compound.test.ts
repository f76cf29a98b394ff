import { describe, expect, it } from 'vitest'
import { partsOf, placeInCompound } from './compound.ts'
import { stem } from './stem.ts'

const REGISTER = new Set(
  'fall olycka trappa patient lista läkemedel genomgång bord sjuk hus kvinna klinik gata plan skada skador vård avvikelse rapportering sökning blod'.split(
    ' ',
  ),
)
const known = (form: string) => REGISTER.has(form)
const stemsOfParts = (word: string) => [...new Set(partsOf(word, known).map(stem))]

describe('a compound', () => {
  it.each([
    ['läkemedelsförväxling', ['läkemedel', 'förväxling']],
    ['läkemedelsförväxlingar', ['läkemedel', 'förväxling']],
    ['fallolycka', ['fall', 'olycka']],
    ['kvinnokliniken', ['kvinna', 'klinik']],
    ['vårdskadorna', ['vård', 'skada']],
    ['blodtrycksmätning', ['blod', 'tryck', 'mätning']],
    ['patientsäkerhetsberättelse', ['patient', 'säkerhet', 'berättelse', 'patientsäkerhet']],
    ['undersköterskan', ['sköterska']],
    ['överdosering', ['dosering']],
    ['feldos', ['fel', 'dos']],
    ['hjärtsvikt', ['hjärta', 'svikt']],
  ] as const)('%s has the parts %j', (word, parts) => {
    expect(stemsOfParts(word)).toEqual(expect.arrayContaining(parts.map(stem)))
  })

  it.each(['avfall', 'överfall', 'tillfälle', 'undersökning', 'förband', 'patienten', 'akuten', 'fallet'])(
    '%s has none',
    (word) => {
      expect(partsOf(word, known)).toEqual([])
    },
  )

  it('is not taken apart before a linking s and after it at once', () => {
    expect(stemsOfParts('hjärtsvikt')).not.toContain('vikt')
  })

  it('tells where a part stands in it', () => {
    expect(placeInCompound('läkemedelsförväxling', stem('förväxling'), known)).toEqual([10, 20])
    expect(placeInCompound('läkemedelsförväxling', stem('läkemedel'), () => true)).toEqual([0, 9])
    expect(placeInCompound('avfall', stem('fall'), () => true)).toBeUndefined()
  })
})
