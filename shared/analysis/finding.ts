import * as z from 'zod'

export const SEVERITIES = ['lag', 'kvalitet', 'tips'] as const
export type Severity = (typeof SEVERITIES)[number]

export const PARTS = [
  'commission',
  'members',
  'texts',
  'delhandelser',
  'causes',
  'actions',
  'decision',
] as const
export type Part = (typeof PARTS)[number]

export const finding = z.strictObject({
  code: z.string(),
  severity: z.enum(SEVERITIES),
  /** Explains itself: what, why, and what to do. */
  message: z.string(),
  where: z.strictObject({
    step: z.number().int().min(1).max(8),
    part: z.enum(PARTS),
    /** The row, where it is about one. */
    id: z.number().int().nullable(),
    /** The text or field, where it is about one. */
    field: z.string().nullable(),
  }),
})
export type Finding = z.infer<typeof finding>

/** How a rule tells what it found. */
export type Add = (
  code: string,
  severity: Severity,
  message: string,
  where: { step: number; part: Part; id?: number; field?: string },
) => void

export const written = (text: string) => text.trim() !== ''

/** Places for findings about the fields of one part. */
export function inField(step: number, part: Part) {
  return (field: string) => ({ step, part, field })
}

/** The beginning of a text, to tell rows apart. */
export function excerpt(text: string): string {
  const line = text.trim().replace(/\s+/g, ' ')
  return line.length <= 60 ? line : `${line.slice(0, 57).trimEnd()}…`
}

/** HSLF-FS 2017:40's wording is not at hand [uncertain in domain.md 1.3]: its content is advice here, and says so. */
export const HSLF = 'HSLF-FS 2017:40 (kontrollera ordalydelsen i föreskriften)'
