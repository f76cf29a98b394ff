import * as z from 'zod'

/** Where one was when the workspace was locked, kept as a draft in the encrypted file; see account.draft-save. */
export const PLACE_KEY = 'plats'

export const place = z.strictObject({
  /** The page's address inside the app, with its filters. */
  address: z.string().max(4000),
  /** The field one was in: its label, and which of the fields of that label. */
  field: z.strictObject({ label: z.string().max(300), nth: z.number().int().min(0) }).nullable(),
})
export type Place = z.infer<typeof place>

/** An address of the app's own, e.g. '/handelse/12?flik=historik'; anything else leads nowhere. */
export function isPlace(address: string): boolean {
  return /^\/[a-zåäö]/i.test(address)
}

/** The place in the window's location: the page's path stands after the #, its parameters before (wouter). */
export function placeOf({ hash, search }: { readonly hash: string; readonly search: string }): string {
  return hash.slice(1) + search
}

/** What a place looks like in the window's location, e.g. '?flik=historik#/handelse/12'; empty where it leads nowhere. */
export function locationOf(address: string): string {
  if (!isPlace(address)) return ''
  const at = address.indexOf('?')
  return at === -1 ? `#${address}` : `${address.slice(at)}#${address.slice(0, at)}`
}
