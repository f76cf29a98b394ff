import { exampleContract } from '../../../shared/example/contract.ts'
import { implement } from '../kernel/handlers.ts'
import { createExampleWorkspace } from './exampleWorkspace.ts'

export const exampleHandlers = implement(exampleContract, {
  'example.create': (input, context) => createExampleWorkspace(input, context),
})
