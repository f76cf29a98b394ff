import fc from 'fast-check'
import type * as z from 'zod'

/** Values that mean something where they are used: ids that exist, days, codes, paths. Asked anew at every use. */
export type Meaningful = (field: string) => readonly unknown[]

/** How often a field that may be left out, or be null, is. */
const OFTEN = 3

/**
 * Makes values that a zod schema takes, by walking it. What a refinement asks for cannot be read from a schema: there
 * the meaningful values are tried against it. @throws for a kind of schema that it does not know.
 */
export function arbitraryOf(
  schema: z.core.$ZodType,
  meaningful: Meaningful,
  field = '',
): fc.Arbitrary<unknown> {
  // Every schema made by zod is one of the union; the base type does not say so.
  const { def } = (schema as z.core.$ZodTypes)._zod
  const inner = (type: z.core.$ZodType, name = field) => arbitraryOf(type, meaningful, name)
  // oxlint-disable-next-line typescript/switch-exhaustiveness-check -- what the contract does not use throws below
  switch (def.type) {
    case 'object': {
      const shape: [string, z.core.$ZodType][] = Object.entries(def.shape)
      const made = fc
        .tuple(...shape.map(([name, type]) => inner(type, name)))
        .map((values) => asObject(shape, values))
      if (field === '') return made
      // One that the program itself has answered with, with a field or two of its own: rules between fields hold there.
      return fc.tuple(made, fc.nat(), fc.array(fc.nat(), { maxLength: 2 })).map(([fresh, pick, changed]) => {
        const known = pickFrom(fitting(schema, meaningful(field)), pick)
        if (known === undefined || pick % 4 === 0) return fresh
        const names = new Set(changed.map((at) => shape[at % shape.length]?.[0]))
        return { ...known, ...Object.fromEntries(Object.entries(fresh).filter(([name]) => names.has(name))) }
      })
    }
    case 'string':
      return strings(schema, meaningful, field)
    case 'number':
      return numbers(schema, meaningful, field)
    case 'boolean':
      return fc.boolean()
    case 'null':
      return fc.constant(null)
    case 'undefined':
    case 'void':
      return fc.constant(undefined)
    case 'literal':
      return fc.constantFrom(...def.values)
    case 'enum':
      return fc.constantFrom(...fitting(schema, Object.values(def.entries)))
    case 'array': {
      const { low: least = 0, refined } = boundsOf(schema)
      const size = { minLength: least, maxLength: Math.max(least, 4) }
      // What a rule in code asks of a list is most often that nothing in it stands twice.
      const made = refined
        ? fc.uniqueArray(inner(def.element), { ...size, selector: (value) => JSON.stringify(value) })
        : fc.array(inner(def.element), size)
      const known = fc.nat().map((pick) => pickFrom(fitting(schema, meaningful(`${field}[]`)), pick))
      return fc
        .tuple(known, made, fc.boolean())
        .map(([whole, fresh, take]) => (take && whole ? whole : fresh))
    }
    case 'tuple':
      return fc.tuple(...def.items.map((item) => inner(item)))
    case 'nullable':
      return fc.option(inner(def.innerType), { nil: null, freq: OFTEN })
    case 'optional':
      return fc.option(inner(def.innerType), { nil: undefined, freq: OFTEN })
    case 'default':
    case 'prefault':
      return fc.option(inner(def.innerType), { nil: undefined, freq: OFTEN })
    case 'readonly':
    case 'nonoptional':
      return inner(def.innerType)
    case 'union':
      return fc.oneof(...def.options.map((option) => inner(option)))
    case 'record':
      return fc
        .array(fc.tuple(inner(def.keyType), inner(def.valueType)), { maxLength: 4 })
        .map((entries) => Object.fromEntries(entries))
    case 'pipe':
      return inner(def.in)
    case 'lazy':
      return inner(def.getter())
    case 'custom':
      // z.instanceof: only what is known can be one.
      return fc.nat().map((pick) => pickFrom(fitting(schema, meaningful(field)), pick))
    case 'unknown':
    case 'any':
      return fc.jsonValue()
    default:
      throw new Error(`the walker does not know ${def.type}: teach it (${field})`)
  }
}

function strings(schema: z.core.$ZodType, meaningful: Meaningful, field: string): fc.Arbitrary<unknown> {
  const { low = 0, high = LONGEST, pattern, refined } = boundsOf(schema)
  const most = Math.min(high, LONGEST)
  const known = fc.nat().map((pick) => pickFrom(fitting(schema, meaningful(field)), pick))
  const matching = pattern ? fc.stringMatching(pattern) : undefined
  const prose = fc
    .array(fc.constantFrom(...PROSE), { minLength: 1, maxLength: 12 })
    .map((words) => words.join(' ').padEnd(low, ' ord').slice(0, most))
  const free = fc.string({ minLength: Math.min(low, most), maxLength: most, unit: 'binary' })
  const made = fc
    .tuple(
      fc.oneof(
        { weight: 18, arbitrary: known },
        { weight: 6, arbitrary: matching ?? prose },
        // Against a pattern it is all but sure to be refused, and a report has a score of codes.
        { weight: pattern ? 1 : 3, arbitrary: free },
      ),
      matching ?? prose,
    )
    .map(([text, instead]) => text ?? instead)
  if (!refined) return made
  return fc
    .tuple(fc.nat(), made)
    .map(([pick, other]) => pickFrom(fitting(schema, meaningful(field)), pick) ?? other)
}

function numbers(schema: z.core.$ZodType, meaningful: Meaningful, field: string): fc.Arbitrary<unknown> {
  const { low = -1000, high = 1_000_000, whole } = boundsOf(schema)
  const free = whole
    ? fc.integer({ min: Math.ceil(low), max: Math.floor(high) })
    : fc.double({ min: low, max: high, noNaN: true })
  const small = fc.integer({ min: Math.ceil(low), max: Math.min(Math.floor(high), Math.ceil(low) + 9) })
  const known = fc.nat().map((pick) => pickFrom(fitting(schema, meaningful(field)), pick))
  return fc
    .tuple(
      fc.oneof(
        { weight: 12, arbitrary: known },
        { weight: 3, arbitrary: small },
        { weight: 1, arbitrary: free },
      ),
      small,
    )
    .map(([value, instead]) => value ?? instead)
}

const LONGEST = 400

function asObject(
  shape: readonly [string, z.core.$ZodType][],
  values: readonly unknown[],
): Record<string, unknown> {
  return Object.fromEntries(
    shape.map(([name], index) => [name, values[index]] as const).filter(([, value]) => value !== undefined),
  )
}

interface Bounds {
  low?: number
  high?: number
  whole: boolean
  pattern?: RegExp
  /** A rule in code, which cannot be read from the schema. */
  refined: boolean
}

/** What the checks of a schema ask for. */
function boundsOf(schema: z.core.$ZodType): Bounds {
  const bounds: Bounds = { whole: false, refined: false }
  const { def } = schema._zod
  for (const check of [{ _zod: { def } }, ...(def.checks ?? [])]) {
    // Every check made by zod is one of the union; the base type does not say so. A format may be the schema itself.
    const rule = check._zod.def as z.core.$ZodChecks['_zod']['def'] | { check?: undefined }
    // oxlint-disable-next-line typescript/switch-exhaustiveness-check -- the rest sets no bounds
    switch (rule.check) {
      case 'greater_than':
        bounds.low = Number(rule.value) + (rule.inclusive ? 0 : 1)
        break
      case 'less_than':
        bounds.high = Number(rule.value) - (rule.inclusive ? 0 : 1)
        break
      case 'min_length':
        bounds.low = rule.minimum
        break
      case 'max_length':
        bounds.high = rule.maximum
        break
      case 'length_equals':
        bounds.low = bounds.high = rule.length
        break
      case 'number_format':
        bounds.whole = rule.format.includes('int')
        break
      case 'string_format':
        if ('pattern' in rule && rule.pattern) bounds.pattern = rule.pattern
        break
      case undefined:
        break
      default:
        // Missing in zod's own union of checks.
        if ((rule.check as string) === 'custom') bounds.refined = true
    }
  }
  return bounds
}

function fitting(schema: z.core.$ZodType, values: readonly unknown[]): unknown[] {
  return values.filter((value) => isTaken(schema, value))
}

/** Synchronous: no schema of the contract asks anything outside itself. */
export function isTaken(schema: z.core.$ZodType, value: unknown): boolean {
  const result = schema._zod.run({ value, issues: [] }, { async: false })
  if (result instanceof Promise) throw new TypeError('a schema of the contract is asynchronous')
  return result.issues.length === 0
}

function pickFrom(values: readonly unknown[], pick: number): unknown {
  return values.length === 0 ? undefined : values[pick % values.length]
}

const PROSE = [
  'patienten',
  'föll',
  'på',
  'vått',
  'golv',
  'Åsa',
  'läkemedel',
  'fel',
  'dos',
  '”citat”',
  "d'Arc",
  '100 %',
  '_',
  'OR',
  'NEAR',
  '"',
  '*',
  'ÅÄÖ',
  '\n',
  '\t',
  '–',
  '👩🏽‍⚕️',
  'e\u0301',
  '\u202e',
  '\u0000',
  '19121212-1212',
  '2026-02-30',
] as const
