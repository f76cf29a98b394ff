import { LARGEST_ATTACHMENT } from '../../../shared/attachment/types.ts'
import { LARGEST_DROPPED } from '../../../shared/transfer/dropped.ts'
import { LardomError } from '../../../shared/rpc/error.ts'

/** A call from the window, checked for form. What the input means is checked by the contract in the service. */
export interface WindowCall {
  readonly procedure: string
  readonly input: unknown
  readonly requestId: string | undefined
  readonly commandId: string | undefined
}

/** Far above any screen of ours, far below what would make main or the service stumble. */
export const CALL_LIMITS = { characters: 4_000_000, values: 200_000, depth: 40 } as const

const PROCEDURE = /^[a-z][a-z0-9-]{0,39}\.[a-z][a-z0-9-]{0,39}$/
const ID = /^[\w-]{1,80}$/
/** Names that reach an object's prototype in careless code further on. */
const FORBIDDEN_KEYS: ReadonlySet<string> = new Set(['__proto__', 'constructor', 'prototype'])

/**
 * Reads the four values that the preload sends. Structured clone carries more than our contract knows (maps, dates,
 * buffers, circles); only what JSON can say is let through, within limits, so that nothing odd is ever handled further
 * in.
 */
export function readCall(
  procedure: unknown,
  input: unknown,
  requestId: unknown,
  commandId: unknown,
): WindowCall {
  if (typeof procedure !== 'string' || !PROCEDURE.test(procedure)) throw refuse('anropet saknar giltigt namn')
  checkValue(withoutBytes(procedure, input))
  return { procedure, input, requestId: readId(requestId), commandId: readId(commandId) }
}

/** The calls that carry a file's bytes, and how many; one more, so that the contract's own refusal is what is said. */
const MOST_BYTES: ReadonlyMap<string, number> = new Map([
  ['attachment.add-bytes', LARGEST_ATTACHMENT + 1],
  ['host.drop-source', LARGEST_DROPPED + 1],
])

/**
 * A window that is given a file by hand (dropped, pasted) has no path to name: it sends the bytes. They are plain bytes,
 * of a size that the contract takes; everything beside them is checked as any input.
 */
function withoutBytes(procedure: string, input: unknown): unknown {
  const most = MOST_BYTES.get(procedure)
  if (most === undefined || typeof input !== 'object' || input === null) return input
  if (Object.getPrototypeOf(input) !== Object.prototype) return input
  const field = Object.getOwnPropertyDescriptor(input, 'bytes')
  const bytes: unknown = field?.value
  // Nor a small window on a large piece of memory.
  if (!(bytes instanceof Uint8Array) || bytes.buffer.byteLength > most) return input
  return { ...input, bytes: null }
}

/** The id of a call to cancel, or undefined when it is no id. */
export function readCancel(requestId: unknown): string | undefined {
  return typeof requestId === 'string' && ID.test(requestId) ? requestId : undefined
}

function readId(id: unknown): string | undefined {
  if (id === undefined || id === null) return undefined
  if (typeof id !== 'string' || !ID.test(id)) throw refuse('anropets id har fel form')
  return id
}

function checkValue(root: unknown): void {
  let characters = 0
  let values = 0
  const count = (text: string): void => {
    characters += text.length
    if (characters > CALL_LIMITS.characters) throw refuse('det är för mycket text på en gång')
  }
  const visit = (value: unknown, depth: number): void => {
    if (++values > CALL_LIMITS.values) throw refuse('det är för många värden på en gång')
    // A circle is endlessly deep and ends here too.
    if (depth > CALL_LIMITS.depth) throw refuse('värdena ligger för djupt i varandra')
    switch (typeof value) {
      case 'string':
        count(value)
        return
      case 'number':
        if (!Number.isFinite(value)) throw refuse('ett tal är inget tal')
        return
      case 'boolean':
      case 'undefined':
        return
      case 'object':
        break
      case 'bigint':
      case 'symbol':
      case 'function':
        throw refuse('ett värde är av okänt slag')
    }
    if (value === null) return
    if (Array.isArray(value)) {
      // By index: an array with holes would be skipped over by an iterator's shortcut.
      if (value.length > CALL_LIMITS.values) throw refuse('det är för många värden på en gång')
      for (let index = 0; index < value.length; index++) visit(value[index], depth + 1)
      return
    }
    const prototype: unknown = Object.getPrototypeOf(value)
    if (prototype !== Object.prototype && prototype !== null) throw refuse('ett värde är av okänt slag')
    for (const key of Object.getOwnPropertyNames(value)) {
      if (FORBIDDEN_KEYS.has(key)) throw refuse('ett fältnamn är inte tillåtet')
      count(key)
      const field = Object.getOwnPropertyDescriptor(value, key)
      if (field?.get !== undefined) throw refuse('ett värde är av okänt slag')
      visit(field?.value, depth + 1)
    }
  }
  visit(root, 0)
}

function refuse(detail: string): LardomError {
  return new LardomError('INPUT_INVALID', { detail })
}
