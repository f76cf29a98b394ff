import * as z from 'zod'

/**
 * zod makes faster parsers by `new Function`, and tries it where it may not. The page's policy lets no text become
 * code, so it is told not to try. Imported first: it must hold before any schema is made.
 */
z.config({ jitless: true })
