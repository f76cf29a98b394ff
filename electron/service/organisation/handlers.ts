import { organisationContract } from '../../../shared/organisation/contract.ts'
import { implement } from '../kernel/handlers.ts'
import { listUnits } from './repository.ts'

export const organisationHandlers = implement(organisationContract, {
  'organisation.tree': (_input, { db }) => listUnits(db),
})
