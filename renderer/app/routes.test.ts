import { describe, expect, it } from 'vitest'
import { startFor } from './routes.tsx'

describe('the first page after unlock', () => {
  it('is where the work of the role is', () => {
    expect(startFor(['cheflakare', 'administrator'])).toBe('/handelser')
    expect(startFor(['lasare'])).toBe('/handelser')
    expect(startFor(['administrator'])).toBe('/konton')
  })

  it('is the berättelser for who only writes them, and the events for who also reads those', () => {
    expect(startFor(['skribent'])).toBe('/berattelser')
    expect(startFor(['skribent', 'administrator'])).toBe('/berattelser')
    expect(startFor(['skribent', 'lasare'])).toBe('/handelser')
  })
})
