import type { Random } from '../../../electron/service/example/random.ts'

/** Values that have hurt programs before, of every kind that can cross a process boundary. */
export function hostile(random: Random): unknown {
  return random.pick(HOSTILE)()
}

const HOSTILE: readonly (() => unknown)[] = [
  () => undefined,
  () => null,
  () => Number.NaN,
  () => Number.POSITIVE_INFINITY,
  () => -0,
  () => 2 ** 53,
  () => -1,
  () => 0.5,
  () => 9007199254740993n,
  () => '',
  () => ' ',
  () => '\u0000',
  () => '\ud800',
  () => 'å'.repeat(700_000),
  () => 'constructor',
  () => '__proto__',
  () => '2026-02-30',
  () => '19121212-1212',
  () => "'; DROP TABLE incident; --",
  () => '"*" OR NEAR(',
  () => true,
  () => [],
  () => {},
  () => Array.from({ length: 20_000 }, () => 0),
  () => new Date(Number.NaN),
  () => new Date(0),
  () => new Map([['a', 1]]),
  () => new Uint8Array(16),
  () => /a+/g,
  () => JSON.parse('{"__proto__":{"fuskad":true},"constructor":{"prototype":{"fuskad":true}}}') as unknown,
  () => {
    let deep: unknown = null
    for (let level = 0; level < 10_000; level++) deep = [deep]
    return deep
  },
  () => {
    const round: Record<string, unknown> = {}
    round['själv'] = round
    return round
  },
]

/** A near miss: the same input with one to three things wrong in it. */
export function mutated(input: unknown, random: Random): unknown {
  let value = input
  for (let turn = random.int(1, 3); turn > 0; turn--) value = mutateOnce(value, random)
  return value
}

function mutateOnce(input: unknown, random: Random): unknown {
  if (random.chance(0.05)) return hostile(random)
  if (Array.isArray(input)) {
    const items: unknown[] = input
    if (items.length === 0 || random.chance(0.3)) return [...items, hostile(random)]
    const at = random.int(0, items.length - 1)
    return items.map((item, index) => (index === at ? mutateOnce(item, random) : item))
  }
  if (!isPlain(input)) return hostile(random)
  const keys = Object.keys(input)
  const key = keys.length === 0 ? undefined : random.pick(keys)
  if (key === undefined || random.chance(0.15)) return withExtra(input, random)
  if (random.chance(0.2)) return Object.fromEntries(Object.entries(input).filter(([name]) => name !== key))
  const inner = input[key]
  const deeper = typeof inner === 'object' && inner !== null && random.chance(0.7)
  return { ...input, [key]: deeper ? mutateOnce(inner, random) : hostile(random) }
}

function withExtra(input: Record<string, unknown>, random: Random): Record<string, unknown> {
  const copy = { ...input }
  const name = random.pick(['extra', '__proto__', 'constructor', 'toString', 'id', ''])
  // defineProperty: `__proto__` becomes a field of its own, as JSON.parse and structured clone make it.
  Object.defineProperty(copy, name, {
    value: hostile(random),
    enumerable: true,
    writable: true,
    configurable: true,
  })
  return copy
}

function isPlain(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && Object.getPrototypeOf(value) === Object.prototype
}
