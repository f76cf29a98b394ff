import { describe, expect, it } from 'vitest'
import { suggestFeedback, type FeedbackBasis } from './feedback.ts'

const basis: FeedbackBasis = {
  arendenr: 'AVV-2026-000123',
  title: 'Fel dos',
  harm: 'ingen_skada',
  potentialHarm: 'risk_vardskada',
  measuresText: '',
  decidedActions: ['Två kontrollerar dosen,\n  var för sig'],
}

describe('ett förslag till återkoppling', () => {
  it('bygger på det som har beslutats', () => {
    expect(suggestFeedback(basis)).toBe(
      'Tack för rapporten AVV-2026-000123, ”Fel dos”.\n\n' +
        'Händelsen är bedömd: ingen skada, risk för vårdskada.\n\n' +
        'Det här har beslutats:\n– Två kontrollerar dosen, var för sig',
    )
  })

  it('hittar inte på något där inget är beslutat', () => {
    const nothing = { ...basis, harm: 'ej_bedomd', potentialHarm: 'ej_bedomd', decidedActions: [] } as const
    expect(suggestFeedback(nothing)).toBe('Tack för rapporten AVV-2026-000123, ”Fel dos”.')
  })
})
