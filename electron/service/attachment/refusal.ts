import { REFUSALS, type Refusal } from '../../../shared/attachment/refusals.ts'
import { LardomError } from '../../../shared/rpc/error.ts'

/** A file that is not taken, and why. */
export function refuse(why: Refusal, cause?: unknown): LardomError {
  return new LardomError('ATTACHMENT_REFUSED', { detail: REFUSALS[why] }, { cause })
}
