import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { suggestTitle } from './reportTitle.ts'

describe('en rubrik ur berättelsen', () => {
  it('är den första meningen utan punkt', () => {
    expect(suggestTitle('Patienten föll i korridoren. Golvet var vått.')).toBe('Patienten föll i korridoren')
    expect(suggestTitle('Fel patient fick svaret!\nIngen märkte det.')).toBe('Fel patient fick svaret!')
    expect(suggestTitle('  Dubbel dos gavs  ')).toBe('Dubbel dos gavs')
    expect(suggestTitle('  \n ')).toBe('')
  })

  it('tar inte slut vid en förkortning eller ett tal', () => {
    expect(suggestTitle('Kl. 14 fick patienten t.ex. Alvedon två gånger. Sedan somnade hen.')).toBe(
      'Kl. 14 fick patienten t.ex. Alvedon två gånger',
    )
    expect(suggestTitle('Dosen 2.5 mg gavs. Den skulle ha varit 5.')).toBe('Dosen 2.5 mg gavs')
  })

  it('tar inte med ett personnummer', () => {
    expect(suggestTitle('Patienten 19121212-1212 föll. Golvet var vått.')).toBe('')
  })

  it('kortas vid ett ord när meningen är lång', () => {
    const title = suggestTitle(`Patienten ${'väntade och '.repeat(20)}till slut`)
    expect(title).toMatch(/^Patienten väntade .*[^,\s] …$/)
    expect(title.length).toBeLessThanOrEqual(92)
  })

  it('ryms alltid i rubriken och hittar inte på något', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 400 }), (text) => {
        const title = suggestTitle(text)
        expect(title.length).toBeLessThanOrEqual(95)
      }),
    )
  })
})
