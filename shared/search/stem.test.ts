import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { stem } from './stem.ts'

const FAMILIES = [
  'falla faller föll fallit fallet fallets fallen fall',
  'sköterska sköterskan sköterskor sköterskorna sköterskans',
  'läkare läkaren läkarna läkares läkarens',
  'överdos överdosen överdoser överdosens',
  'puls pulsen pulsar',
  'dos dosen doser doserna',
  'register registret registren',
  'läkemedel läkemedlet läkemedlen läkemedels',
  'smärtläkemedel smärtläkemedlet smärtläkemedlen',
  'hjälpmedel hjälpmedlet hjälpmedlen',
  'syster systern systrar systrarna',
  'kapsel kapseln kapslar kapslarna',
  'förälder föräldrar föräldern',
  'allvarlig allvarligt allvarliga',
  'klinisk kliniskt kliniska',
  'händelse händelser händelsen händelserna',
  'ordinera ordinerade ordinerat ordinerats ordinerades',
  'kvalitet kvaliteten kvaliteter',
  'resultat resultatet resultaten',
  'apparat apparaten apparater',
  'konsekvens konsekvenser konsekvensen',
  'ambulans ambulansen ambulanser',
  'månad månaden månader',
  'monitor monitorn',
  'möte möten mötet mötena',
  'glömma glömde glömt glömmer glömdes',
  'ställa ställde ställt ställer',
  'överföra överförde överfört överfördes',
  'läsa läste läst läser',
  'undersöka undersökte undersökt undersöktes',
  'avbryta avbröt avbröts avbrutit avbryter',
  'förskriva förskrev förskrivit förskrivs',
  'ge ger gav gett given gavs',
  'få får fick fått',
  'dö dör dog dött',
  'slå slår slog slagit slagen',
  'skära skär skar skurit',
  'bryta bröt brutit bruten',
  'sluta slutade slutar slutat',
  'avlida avled avliden',
  'hand händer handen händerna',
  'tand tänder tanden tänderna',
  'framtand framtänder framtanden',
  'fot fötter foten',
  'man män mannen',
  'natt nätter natten',
  'öga ögon ögat',
  'barn barnet barnen',
  'klocka klockan klockor',
  'kvinna kvinnan kvinnor kvinnorna',
  'patient patienten patienter patienterna patientens',
  'diagnos diagnosen diagnoser',
  'trycksår trycksåret',
  'provsvar provsvaret provsvaren',
  'rum rummet rummen',
  'hem hemmet hemmen',
  'nummer numret',
  'vatten vattnet',
  'infektion infektionen infektioner',
  'remiss remissen remisser',
  'kateter katetern katetrar',
  'plan planen planer',
  'sommar sommaren sommarens',
] as const

describe('a stem', () => {
  it.each(FAMILIES)('is one for %s', (family) => {
    expect([...new Set(family.split(' ').map(stem))]).toHaveLength(1)
  })

  it.each([
    ['fall', 'avfall'],
    ['hand', 'han'],
    ['vård', 'vår'],
    ['man', 'med'],
    ['över', 'övre'],
    ['ål', 'al'],
    ['mör', 'mor'],
    ['sommar', 'som'],
    ['närhet', 'när'],
  ] as const)('keeps %s and %s apart', (one, other) => {
    expect(stem(one)).not.toBe(stem(other))
  })

  it('is found for anything, and is never empty', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', minLength: 1, maxLength: 30 }), (word) => {
        expect(stem(word.toLowerCase()).length).toBeGreaterThan(0)
      }),
      { numRuns: 2000 },
    )
  })

  it('leaves numbers and codes as they are', () => {
    expect(['2026', 'b12', 'covid19', 'i79s'].map(stem)).toEqual(['2026', 'b12', 'covid19', 'i79s'])
  })
})
