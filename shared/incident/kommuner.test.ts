import { expect, it } from 'vitest'
import { compareSwedish } from '../text/swedish.ts'
import { KOMMUNER } from './kommuner.ts'

it('Västra Götaland har 49 kommuner, i svensk ordning', () => {
  expect(new Set(KOMMUNER).size).toBe(49)
  expect([...KOMMUNER].sort(compareSwedish)).toEqual(KOMMUNER)
})
