import { codeContract } from '../../../shared/code/contract.ts'
import { implement } from '../kernel/handlers.ts'
import { readCodeLists } from './codes.ts'

export const codeHandlers = implement(codeContract, {
  'code.lists': (_input, { db }) => readCodeLists(db),
})
