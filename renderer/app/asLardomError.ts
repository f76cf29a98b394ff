import { LardomError } from '../../shared/rpc/error.ts'

/** What a call was rejected with, ready for Problem. */
export function asLardomError(failure: unknown): LardomError {
  return failure instanceof LardomError
    ? failure
    : new LardomError('INTERNAL', { ref: 'fönster' }, { cause: failure })
}
