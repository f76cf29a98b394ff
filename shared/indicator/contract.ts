import * as z from 'zod'
import { EVERYONE } from '../account/roles.ts'
import { query, type Contract } from '../rpc/procedure.ts'

export const figurePoint = z.strictObject({
  /** As the source says it: '2023', '2018-09', '2011 (höst)'. */
  period: z.string(),
  value: z.number(),
  /** As the source names it: 'Riket', 'IVO (riket)'. */
  organisation: z.string(),
  sourceUrl: z.string(),
  /** 'ungefär', 'drygt' and the like, when the source does not give an exact figure; else empty. */
  note: z.string(),
})
export type FigurePoint = z.infer<typeof figurePoint>

export const publishedIndicator = z.strictObject({
  code: z.string(),
  name: z.string(),
  definition: z.string(),
  unit: z.string(),
  source: z.enum(['kolada', 'webbsida']),
  direction: z.enum(['hogre_battre', 'lagre_battre', 'ingen']),
  /** A published target, when there is one; it is the source's own. */
  target: z.string(),
  /** Oldest first. */
  vgr: z.array(figurePoint),
  riket: z.array(figurePoint),
})
export type PublishedIndicator = z.infer<typeof publishedIndicator>

export const indicatorContract = {
  /** Published figures for Västra Götaland and the country, the complete Kolada series first. */
  'indicator.published': query({
    input: z.strictObject({
      /** Only indicators that have a value for Västra Götaland. */
      vgrOnly: z.boolean().default(false),
    }),
    output: z.array(publishedIndicator),
    access: EVERYONE,
  }),
} as const satisfies Contract
