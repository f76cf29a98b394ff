import { plainNumber } from './cellText.ts'

const DEEPEST = 12

/** The fields of an object as text: inner objects with dots ('enhet.namn'), lists of plain values joined by semicolons. */
export function flatten(value: unknown): Map<string, string> | undefined {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined
  const fields = new Map<string, string>()
  walk(value, '', 0, fields)
  return fields
}

function walk(value: object, prefix: string, depth: number, fields: Map<string, string>): void {
  for (const [name, inner] of Object.entries(value) as [string, unknown][]) {
    const path = prefix + name
    const plain = plainText(inner)
    if (plain !== undefined) fields.set(path, plain)
    else if (depth >= DEEPEST) fields.set(path, JSON.stringify(inner))
    else if (Array.isArray(inner)) {
      const texts = inner.map(plainText)
      if (texts.every((text) => text !== undefined)) fields.set(path, texts.join('; '))
      // Numbered as a person counts: åtgärder.1.text
      else
        walk(
          Object.fromEntries(inner.map((item: unknown, index) => [index + 1, item])),
          `${path}.`,
          depth + 1,
          fields,
        )
    } else if (typeof inner === 'object' && inner !== null) walk(inner, `${path}.`, depth + 1, fields)
  }
}

function plainText(value: unknown): string | undefined {
  if (value === null || value === undefined) return ''
  if (typeof value === 'string') return value
  if (typeof value === 'boolean') return value ? 'ja' : 'nej'
  return typeof value === 'number' ? plainNumber(value) : undefined
}
