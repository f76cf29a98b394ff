import { indicatorContract } from '../../../shared/indicator/contract.ts'
import { implement } from '../kernel/handlers.ts'
import { listPublished } from './repository.ts'

export const indicatorHandlers = implement(indicatorContract, {
  'indicator.published': ({ vgrOnly }, { db }) => listPublished(db, vgrOnly),
})
