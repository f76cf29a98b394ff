import { accountsContract } from './account/accounts.ts'
import { accountContract } from './account/contract.ts'
import { actionContract } from './action/contract.ts'
import { analysisContract } from './analysis/contract.ts'
import { annualReportContract } from './annual-report/contract.ts'
import { attachmentContract } from './attachment/contract.ts'
import { backupContract } from './backup/contract.ts'
import { codeContract } from './code/contract.ts'
import { exampleContract } from './example/contract.ts'
import { auditContract } from './audit/contract.ts'
import { indicatorContract } from './indicator/contract.ts'
import { triageContract } from './triage/contract.ts'
import { transferContract } from './transfer/contract.ts'
import { organisationContract } from './organisation/contract.ts'
import { incidentContract } from './incident/contract.ts'
import { patientContract } from './patient/contract.ts'
import { supervisionContract } from './supervision/contract.ts'
import { viewContract } from './view/contract.ts'
import { searchContract } from './search/contract.ts'
import type { InputOf, OutputOf } from './rpc/procedure.ts'

/** Every procedure of the data service. A new area adds its contract here and its handlers in the service. */
export const contract = {
  ...accountContract,
  ...accountsContract,
  ...organisationContract,
  ...incidentContract,
  ...patientContract,
  ...supervisionContract,
  ...analysisContract,
  ...actionContract,
  ...annualReportContract,
  ...attachmentContract,
  ...auditContract,
  ...backupContract,
  ...codeContract,
  ...exampleContract,
  ...indicatorContract,
  ...transferContract,
  ...triageContract,
  ...viewContract,
  ...searchContract,
} as const

export type Contract = typeof contract
export type ProcedureName = keyof Contract
export type Input<Name extends ProcedureName> = InputOf<Contract[Name]>
export type Output<Name extends ProcedureName> = OutputOf<Contract[Name]>
