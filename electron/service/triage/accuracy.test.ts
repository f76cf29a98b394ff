import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { EXAMPLE_PASSPHRASE } from '../../../shared/example/contract.ts'
import { closeWithoutFaults } from '../analysis/testIncident.ts'
import { Random } from '../example/random.ts'
import { openTestWorkspace, type TestWorkspace } from '../testing/testWorkspace.ts'
import { suggestTypes } from './suggestTypes.ts'

/**
 * How often the suggestion is right, each case held out in turn (a case is never its own evidence), against always
 * saying the commonest types. Published cases are real text; generated ones share their templates, so theirs is an
 * upper bound and says little. The figures are told in docs/architecture.md.
 */
const SEED = 4
let workspace: TestWorkspace
beforeAll(async () => {
  workspace = await openTestWorkspace({ create: false, now: '2026-11-22T10:00:00Z' })
  await workspace.call('example.create', { path: workspace.path, incidents: 1000 })
  await workspace.call('account.unlock', { path: workspace.path, passphrase: EXAMPLE_PASSPHRASE })
}, 60_000)
afterAll(() => closeWithoutFaults(workspace))

interface Known {
  id: number
  handelsetyp: string
}

function score(origin: 'publicerad' | 'exempel', size: number) {
  const db = workspace.db()
  const known = db.all<Known>(
    "SELECT id, handelsetyp FROM incident WHERE origin = ? AND handelsetyp NOT IN ('ovrigt', 'ej_klassificerad')",
    [origin],
  )
  const random = new Random(SEED, origin)
  const sample = known.length <= size ? known : Array.from({ length: size }, () => random.pick(known))
  const counts = new Map<string, number>()
  for (const { handelsetyp } of known) counts.set(handelsetyp, (counts.get(handelsetyp) ?? 0) + 1)
  const common = [...counts].sort(([, a], [, b]) => b - a).map(([code]) => code)
  const share = (right: (one: Known) => boolean) => sample.filter(right).length / sample.length
  const suggested = new Map(
    sample.map(({ id }) => [
      id,
      suggestTypes({ db, scope: { all: true } }, { incidentId: id }).map(({ handelsetyp }) => handelsetyp),
    ]),
  )
  return {
    top1: share(({ id, handelsetyp }) => suggested.get(id)?.[0] === handelsetyp),
    top3: share(({ id, handelsetyp }) => suggested.get(id)?.includes(handelsetyp) ?? false),
    commonest: share(({ handelsetyp }) => handelsetyp === common[0]),
    threeCommonest: share(({ handelsetyp }) => common.slice(0, 3).includes(handelsetyp)),
  }
}

describe('suggestions of händelsetyp, each case held out', () => {
  it('are right for half of the published cases, more than twice as often as the commonest type', () => {
    const { top1, top3, commonest, threeCommonest } = score('publicerad', 200)
    expect(top1).toBeGreaterThan(0.5)
    expect(top1).toBeGreaterThan(2 * commonest)
    expect(top3).toBeGreaterThan(0.65)
    expect(top3).toBeGreaterThan(threeCommonest + 0.2)
  })

  it('are nearly always right where texts repeat', () => {
    const { top1, commonest } = score('exempel', 200)
    expect(top1).toBeGreaterThan(0.85)
    expect(top1).toBeGreaterThan(2 * commonest)
  })
})
