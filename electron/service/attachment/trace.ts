import type { Attachment } from '../../../shared/attachment/contract.ts'
import { ATTACHMENT_TYPES } from '../../../shared/attachment/types.ts'
import type { StoredAttachment } from './repository.ts'

/** What the log keeps of an attachment: which it was, proved by its hash; never a word of its content. */
export function traceOf(it: StoredAttachment) {
  return {
    attachmentName: it.name,
    attachmentType: ATTACHMENT_TYPES[it.type].label,
    attachmentDescription: it.description,
    ...(it.personnummerSeen ? { attachmentPersonnummer: 'Kan finnas i innehållet' } : {}),
    attachmentSize: it.size,
    attachmentSha256: it.sha256,
  }
}

/** Of a look, or a copy: which it was. */
export function traceOfLook({ name }: StoredAttachment) {
  return { attachmentName: name }
}

/** As the window gets it. */
export function withoutOwner({ owner: _owner, sha256: _sha256, ...shown }: StoredAttachment): Attachment {
  return shown
}
