import { searchContract } from '../../../shared/search/contract.ts'
import { implement } from '../kernel/handlers.ts'
import { indexStatus } from './rebuild.ts'

export const searchHandlers = implement(searchContract, {
  'search.status': (_input, { db }) => indexStatus(db),
})
