import * as z from 'zod'

/** Where one was when the workspace was locked, kept as a draft in the encrypted file; see account.draft-save. */
export const PLACE_KEY = 'plats'

export const place = z.strictObject({
  /** The page's address inside the app, with its filters. */
  address: z.string().max(4000),
  /** The label of the field one was in. */
  field: z.string().max(300).nullable(),
})
export type Place = z.infer<typeof place>

/** An address of the app's own, e.g. '/handelse/12?flik=historik'; anything else leads nowhere. */
export function isPlace(address: string): boolean {
  return /^\/[a-zåäö]/i.test(address)
}
