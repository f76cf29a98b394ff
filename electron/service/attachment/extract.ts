import { createHash } from 'node:crypto'
import { rm, writeFile } from 'node:fs/promises'
import { basename, join } from 'node:path'
import type { attachmentContract } from '../../../shared/attachment/contract.ts'
import type { OutputOf, ParsedInputOf } from '../../../shared/rpc/procedure.ts'
import { LardomError } from '../../../shared/rpc/error.ts'
import type { Db } from '../db/database.ts'
import { asLardomError } from '../db/faults.ts'
import { refuseWorkspace, replaceFile } from '../document/write.ts'
import type { Context } from '../kernel/context.ts'
import { readableAttachment } from './reach.ts'
import { allAttachments, readContent, type StoredAttachment } from './repository.ts'
import { traceOfLook } from './trace.ts'

type Extract = (typeof attachmentContract)['attachment.extract']

/** Writes an attachment to a file. The look is in the log before the content leaves. */
export async function extract(
  { id, to }: ParsedInputOf<Extract>,
  context: Context,
): Promise<OutputOf<Extract>> {
  const { found, content } = context.db.transaction(() => {
    const found = readableAttachment(context, id)
    const content = verifiedContent(context.db, found)
    context.audit({
      action: to.kind === 'temp' ? 'attachment.open' : 'attachment.save-copy',
      entity: 'attachment',
      entityId: id,
      after: traceOfLook(found),
    })
    return { found, content }
  })
  context.changed('attachment', 'incident')
  const path = to.kind === 'temp' ? join(to.folder, found.name) : to.path
  try {
    if (to.kind === 'temp') await writeReadOnly(path, content)
    else {
      refuseWorkspace(path)
      await replaceFile(path, content, () => undefined)
    }
  } catch (error) {
    throw asLardomError(error, path) ?? error
  }
  return { path, type: found.type, bytes: content.length }
}

/** @throws ATTACHMENT_DAMAGED unless the content is there and is what was added. */
export function verifiedContent(db: Db, it: StoredAttachment): Buffer {
  const content = readContent(db, it.id)
  if (!isWhole(it, content)) throw new LardomError('ATTACHMENT_DAMAGED', { name: it.name })
  return content
}

function isWhole(it: StoredAttachment, content: Buffer | undefined): content is Buffer {
  return (
    content !== undefined &&
    content.length === it.size &&
    createHash('sha256').update(content).digest('hex') === it.sha256
  )
}

/** How many attachments are not what was added, or have no content. Read one at a time, however many there are. */
export function damagedAttachments(db: Db): number {
  return allAttachments(db).filter((it) => !isWhole(it, readContent(db, it.id))).length
}

/** A file of its own that nobody else may read and nobody may change. @throws FILE_EXISTS */
async function writeReadOnly(path: string, content: Buffer): Promise<void> {
  try {
    await writeFile(path, content, { flag: 'wx', mode: 0o400 })
  } catch (error) {
    // One that stood there before is not ours to take away.
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST') {
      throw new LardomError('FILE_EXISTS', { file: basename(path) }, { cause: error })
    }
    // Half a file is worse than none.
    await rm(path, { force: true })
    throw error
  }
}
