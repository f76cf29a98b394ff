import * as z from 'zod'

/**
 * What the page's policy asks of it; imported first, before any schema or component is made.
 *
 * The policy (electron/main/security/appProtocol.ts) lets no text become markup or code. React Aria empties its
 * announcer by `innerHTML = ''`: the empty text, and nothing else, may pass. No other rule can be made after this one.
 */
interface TrustedTypes {
  createPolicy(name: string, rules: { createHTML(text: string): string | null }): unknown
}

// Not in every browser's types; the app's own Chromium has it.
const { trustedTypes } = globalThis as { trustedTypes?: TrustedTypes }
trustedTypes?.createPolicy('default', { createHTML: (text) => (text === '' ? '' : null) })

/** zod makes faster parsers by `new Function`, and tries it where it may not: it is told not to try. */
z.config({ jitless: true })
