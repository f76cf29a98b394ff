import type { CodeListName } from './names.ts'
import { HANDELSETYP_CODES } from './shippedHandelsetyp.ts'
import { ORSAKSOMRADE_CODES, SKADETYP_CODES } from './shippedHarm.ts'
import {
  AGENS_CODES,
  KVALITETSREGISTER_CODES,
  MEDICINSKT_OMRADE_CODES,
  SAMVERKAN_CODES,
  STRATEGIOMRADE_CODES,
  VARDFORM_CODES,
  VARDPROCESS_CODES,
  YRKESROLL_CODES,
} from './shippedCare.ts'

/** A code as the product ships it. Position is the place in its list. */
export interface ShippedCode {
  readonly code: string
  readonly label: string
  readonly parent?: string
  readonly definition?: string
  readonly example?: string
  readonly icps?: string
  readonly mimPs?: string
  readonly nccMerp?: string
  readonly validFrom?: string
  readonly validTo?: string
}

export interface ShippedList {
  /** Counted up with every change below, so that a workspace takes it in when it is opened. */
  readonly issue: number
  readonly codes: readonly ShippedCode[]
}

export const SHIPPED_LISTS: Readonly<Record<CodeListName, ShippedList>> = {
  handelsetyp: { issue: 1, codes: HANDELSETYP_CODES },
  skadetyp: { issue: 1, codes: SKADETYP_CODES },
  orsaksomrade: { issue: 1, codes: ORSAKSOMRADE_CODES },
  vardform: { issue: 1, codes: VARDFORM_CODES },
  vardprocess: { issue: 1, codes: VARDPROCESS_CODES },
  agens: { issue: 1, codes: AGENS_CODES },
  yrkesroll: { issue: 1, codes: YRKESROLL_CODES },
  samverkan: { issue: 1, codes: SAMVERKAN_CODES },
  medicinskt_omrade: { issue: 1, codes: MEDICINSKT_OMRADE_CODES },
  strategiomrade: { issue: 1, codes: STRATEGIOMRADE_CODES },
  kvalitetsregister: { issue: 1, codes: KVALITETSREGISTER_CODES },
}
