import { createHash } from 'node:crypto'
import { basename } from 'node:path'
import { setImmediate } from 'node:timers/promises'
import type { AddOutcome, AttachmentOwner } from '../../../shared/attachment/contract.ts'
import { cleanFileName, maskedName } from '../../../shared/attachment/fileName.ts'
import { ATTACHMENT_TYPES, MOST_ATTACHMENTS, type AttachmentType } from '../../../shared/attachment/types.ts'
import { LardomError, type ErrorCode } from '../../../shared/rpc/error.ts'
import { containsPersonnummer } from '../../../shared/text/personnummer.ts'
import { asLardomError } from '../db/faults.ts'
import type { Db } from '../db/database.ts'
import type { Context } from '../kernel/context.ts'
import { inspect } from './inspect.ts'
import { writablePlace } from './reach.ts'
import { refuse } from './refusal.ts'
import { attachmentsOf, findAttachment, insertAttachment, type StoredAttachment } from './repository.ts'
import { readSource } from './sourceFile.ts'
import { traceOf, withoutOwner } from './trace.ts'

interface Given {
  readonly owner: AttachmentOwner
  /** The content (sha256) that the person has confirmed though it looks as if it holds a personnummer. */
  readonly confirmed: readonly string[]
}

/** These end the whole job; anything else is told of the file it concerns, and the others go through. */
const ENDING: readonly ErrorCode[] = ['LOCKED', 'NOT_ALLOWED', 'OUT_OF_SCOPE', 'NOT_FOUND', 'RULE']

/** Adds files from disk, each by itself. After a cancel those already added stay, and the rest are told as left out. */
export async function addFiles(
  context: Context,
  { paths, ...given }: Given & { readonly paths: readonly string[] },
): Promise<AddOutcome[]> {
  writablePlace(context, given.owner)
  const outcomes: AddOutcome[] = []
  for (const [index, path] of paths.entries()) {
    const name = basename(path)
    context.progress(index, paths.length, `Lägger till ${maskedName(name)}`)
    outcomes.push(
      await toldPerFile(name, path, async () =>
        addFile(context, { ...given, name, bytes: await readSource(path, context.signal) }),
      ),
    )
  }
  if (outcomes.some(({ kind }) => kind === 'added')) context.changed('attachment', 'incident')
  return outcomes
}

/** Adds one file whose bytes the window has. */
export async function addBytes(
  context: Context,
  given: Given & { readonly name: string; readonly bytes: Uint8Array },
): Promise<AddOutcome> {
  writablePlace(context, given.owner)
  const bytes = Buffer.from(given.bytes.buffer, given.bytes.byteOffset, given.bytes.byteLength)
  const outcome = await toldPerFile(given.name, given.name, () => addFile(context, { ...given, bytes }))
  if (outcome.kind === 'added') context.changed('attachment', 'incident')
  return outcome
}

async function toldPerFile(name: string, path: string, add: () => Promise<AddOutcome>): Promise<AddOutcome> {
  try {
    return await add()
  } catch (error) {
    const known = asLardomError(error, maskedName(path))
    if (!known || ENDING.includes(known.code)) throw error
    return { kind: 'refused', name: shownName(name), message: known.message }
  }
}

async function addFile(
  context: Context,
  { owner, confirmed, name, bytes }: Given & { readonly name: string; readonly bytes: Buffer },
): Promise<AddOutcome> {
  const { db, signal, actor } = context
  if (signal.aborted) throw new LardomError('CANCELLED')
  if (containsPersonnummer(name)) throw refuse('personnummer_i_namn')
  const { type, text } = await inspect(bytes, name, signal)
  const clean = cleanFileName(name, type)
  // Marks that cannot be seen may have kept a number apart.
  if (containsPersonnummer(clean)) throw refuse('personnummer_i_namn')
  const sha256 = createHash('sha256').update(bytes).digest('hex')
  const personnummerSeen = text !== null && (await holdsPersonnummer(text, signal))
  if (signal.aborted) throw new LardomError('CANCELLED')

  return db.transaction(() => {
    // Asked again: reading took its time.
    writablePlace(context, owner)
    const present = attachmentsOf(db, owner)
    const same = present.find((it) => it.sha256 === sha256)
    if (same) return { kind: 'duplicate', name: shownName(name), existing: same.name }
    if (present.length >= MOST_ATTACHMENTS) throw refuse('for_manga')
    if (personnummerSeen && !confirmed.includes(sha256)) {
      return { kind: 'ask', name: shownName(name), sha256 }
    }
    const id = insertAttachment(db, {
      owner,
      name: freeName(clean, type, present),
      type,
      sha256,
      personnummerSeen,
      addedAt: context.now().toISOString(),
      addedBy: actor.id,
      content: bytes,
    })
    const added = stored(db, id)
    context.audit({ action: 'attachment.add', entity: 'attachment', entityId: id, after: traceOf(added) })
    return { kind: 'added', name: shownName(name), attachment: withoutOwner(added) }
  })
}

function stored(db: Db, id: number): StoredAttachment {
  const found = findAttachment(db, id)
  if (!found) throw new RangeError('the attachment was not stored')
  return found
}

/** 'Rutin (2).pdf' beside a 'Rutin.pdf': two copies in one folder must not hide each other. */
function freeName(name: string, type: AttachmentType, present: readonly StoredAttachment[]): string {
  const taken = new Set(present.map((it) => it.name.toLowerCase()))
  const base = name.slice(0, -(ATTACHMENT_TYPES[type].extension.length + 1))
  for (let number = 2, free = name; ; number++) {
    if (!taken.has(free.toLowerCase())) return free
    free = cleanFileName(`${base.slice(0, 130)} (${number})`, type)
  }
}

/** The name as the person knows the file, fit to show. */
function shownName(name: string): string {
  const shown = maskedName(name.replace(/\p{C}/gu, '').slice(0, 200))
  return shown.trim() === '' ? 'Namnlös fil' : shown
}

const PIECE = 200_000
/** Longer than any way of writing a number. */
const OVERLAP = 60

/** Looks through a long text a piece at a time, so that other calls come in between. */
export async function holdsPersonnummer(text: string, signal: AbortSignal): Promise<boolean> {
  for (let at = 0; at < text.length; at += PIECE) {
    if (signal.aborted) throw new LardomError('CANCELLED')
    if (containsPersonnummer(text.slice(Math.max(0, at - OVERLAP), at + PIECE))) return true
    if (text.length > PIECE) await setImmediate()
  }
  return false
}
