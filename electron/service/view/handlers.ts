import { viewContract } from '../../../shared/view/contract.ts'
import { implement } from '../kernel/handlers.ts'
import { removeView, renameView, restoreView, saveView, shareView } from './changes.ts'
import { listViews } from './repository.ts'

export const viewHandlers = implement(viewContract, {
  'view.list': (_input, context) => listViews(context),
  'view.save': (input, context) => saveView(context, input),
  'view.rename': (input, context) => renameView(context, input),
  'view.share': (input, context) => shareView(context, input),
  'view.remove': (input, context) => removeView(context, input),
  'view.restore': ({ id }, context) => restoreView(context, id),
})
