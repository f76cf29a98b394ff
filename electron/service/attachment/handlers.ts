import { cleanFileName } from '../../../shared/attachment/fileName.ts'
import { attachmentContract } from '../../../shared/attachment/contract.ts'
import { LardomError } from '../../../shared/rpc/error.ts'
import { refusePersonnummer } from '../../../shared/text/personnummer.ts'
import type { Context } from '../kernel/context.ts'
import { implement } from '../kernel/handlers.ts'
import { addBytes, addFiles } from './add.ts'
import { extract } from './extract.ts'
import { mayWrite, readableAttachment, readablePlace, writableAttachment } from './reach.ts'
import { attachmentsOf, removeContent, removedOf, updateDescription } from './repository.ts'
import { traceOf, withoutOwner } from './trace.ts'

export const attachmentHandlers = implement(attachmentContract, {
  'attachment.list': (owner, context) => {
    const place = readablePlace(context, owner)
    return {
      rows: attachmentsOf(context.db, owner).map(withoutOwner),
      removed: removedOf(context.db, owner),
      writable: mayWrite(context, owner, place),
    }
  },

  'attachment.get': ({ id }, context) => withoutOwner(readableAttachment(context, id)),

  'attachment.add': (input, context) => addFiles(context, input),

  'attachment.add-bytes': (input, context) => addBytes(context, input),

  'attachment.describe': (input, context) => {
    const before = writableAttachment(context, input.id)
    refusePersonnummer(input.name, 'name', 'Namn')
    refusePersonnummer(input.description, 'description', 'Beskrivning')
    const name = cleanFileName(input.name, before.type)
    refusePersonnummer(name, 'name', 'Namn')
    const { owner } = before
    const taken = attachmentsOf(context.db, owner).some(
      (it) => it.id !== before.id && it.name.toLowerCase() === name.toLowerCase(),
    )
    if (taken) {
      throw new LardomError(
        'INPUT_INVALID',
        { detail: `Det finns redan en bilaga som heter ${name}.` },
        { field: 'name' },
      )
    }
    updateDescription(context.db, input.id, name, input.description)
    const after = readableAttachment(context, input.id)
    leaveTrace(context, 'attachment.describe', input.id, traceOf(before), traceOf(after))
    return withoutOwner(after)
  },

  'attachment.remove': ({ id, reason }, context) => {
    const before = writableAttachment(context, id)
    refusePersonnummer(reason, 'reason', 'Varför')
    removeContent(context.db, id, { at: context.now().toISOString(), by: context.actor.id, reason })
    leaveTrace(context, 'attachment.remove', id, traceOf(before), {
      attachmentReason: reason,
    })
    return null
  },

  'attachment.extract': (input, context) => extract(input, context),
})

/** Under the attachment's own id: the case's history tells it, and Ångra of the case does not trip over it. */
function leaveTrace(context: Context, action: string, id: number, before: unknown, after: unknown): void {
  context.audit({ action, entity: 'attachment', entityId: id, before, after })
  context.changed('attachment', 'incident')
}
