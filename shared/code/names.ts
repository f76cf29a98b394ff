import * as z from 'zod'

/**
 * Code lists that are data: versioned, extended by an administrator, carried with their counterparts in international
 * frames. Lists that rules stand on (status, skada, risk) are constants in shared/incident/codes.ts instead.
 */
export const CODE_LISTS = {
  handelsetyp: 'Händelsetyp',
  skadetyp: 'Skadetyp',
  orsaksomrade: 'Orsaksområde',
  vardform: 'Vårdform',
  vardprocess: 'Vårdprocesssteg',
  agens: 'Inblandat agens',
  yrkesroll: 'Yrkesroll',
  samverkan: 'Samverkan med',
  medicinskt_omrade: 'Medicinskt område',
  strategiomrade: 'Strategiområde',
  kvalitetsregister: 'Kvalitetsregister',
} as const
export type CodeListName = keyof typeof CODE_LISTS

export const CODE_LIST_NAMES = Object.keys(CODE_LISTS) as [CodeListName, ...CodeListName[]]

/** A stored code; whether its list has it is the service's to check (electron/service/code/codes.ts). */
export const codeValue = z.string().regex(/^[A-Za-z0-9][A-Za-z0-9_.]{0,79}$/, 'Välj ett värde i listan.')

/** The element of WHO's Minimal Information Model for Patient Safety that a list answers to (domain.md 5.6). */
export const MIM_PS_ELEMENT: Readonly<Partial<Record<CodeListName, string>>> = {
  handelsetyp: 'Incident type',
  skadetyp: 'Incident outcome',
  orsaksomrade: 'Cause(s), Contributing factors',
  vardform: 'Incident location',
  agens: 'Agent(s) involved',
  yrkesroll: "Reporter's role",
}

/** Lists of two levels; the rest have one. */
export const TWO_LEVELS: readonly CodeListName[] = ['handelsetyp', 'skadetyp', 'orsaksomrade']
/** Lists whose upper level belongs to a method and stays as it is; what lies under it can be added to. */
export const FIXED_UPPER: readonly CodeListName[] = ['orsaksomrade']

export const codeEntry = z.strictObject({
  code: codeValue,
  /** The code above it; null in a list of one level, and for the upper level. */
  parent: codeValue.nullable(),
  label: z.string(),
  definition: z.string(),
  example: z.string(),
  icps: z.string(),
  mimPs: z.string(),
  nccMerp: z.string(),
  validFrom: z.string().nullable(),
  validTo: z.string().nullable(),
  /** Added in this workspace. */
  own: z.boolean(),
})
export type CodeEntry = z.infer<typeof codeEntry>

export const codeList = z.strictObject({
  list: z.enum(CODE_LIST_NAMES),
  version: z.number().int(),
  updatedAt: z.string(),
  /** In the order they are shown. */
  entries: z.array(codeEntry),
})
export type CodeListData = z.infer<typeof codeList>

/** Whether a code is offered for choice on a day. A case keeps the code it has, offered or not. */
export function isOffered(entry: Pick<CodeEntry, 'validFrom' | 'validTo'>, day: string): boolean {
  return (
    (entry.validFrom === null || entry.validFrom <= day) && (entry.validTo === null || day <= entry.validTo)
  )
}
