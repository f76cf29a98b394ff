import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { contract } from '../../../shared/contract.ts'
import { runShort, unmet } from '../short.ts'
import { arbitraryOf, isTaken } from './arbitrary.ts'
import { fuzzPart } from './fuzz.ts'
import { Values } from './values.ts'

describe('the walker', () => {
  const bytes = [new Uint8Array([1, 2, 3])]
  const values = new Values(['/tmp/a.lardom'], bytes)
  it.each(Object.entries(contract))('makes inputs that %s takes, most of the time', (name, procedure) => {
    const made = arbitraryOf(procedure.input, (field) => values.of(name.split('.')[0] ?? '', field))
    const samples = fc.sample(made, { numRuns: 60, seed: 1 })
    const taken = samples.filter((sample) => isTaken(procedure.input, sample))
    expect(taken.length).toBeGreaterThan(20)
  })
})

describe('calls of every kind to every procedure', { timeout: 120_000 }, () => {
  it('break nothing, and change nothing without a trace', async () => {
    expect(unmet(await runShort(fuzzPart))).toEqual([])
  })
})
