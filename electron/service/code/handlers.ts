import { codeContract } from '../../../shared/code/contract.ts'
import { implement } from '../kernel/handlers.ts'
import {
  addCode,
  changeCode,
  entriesIn,
  historyOfList,
  moveCode,
  removeCode,
  restoreList,
} from './changes.ts'
import { readCodeLists } from './codes.ts'
import { usageOf } from './usage.ts'

export const codeHandlers = implement(codeContract, {
  'code.lists': (_input, { db }) => readCodeLists(db),
  'code.usage': ({ list }, { db }) => usageOf(db, list),
  'code.history': ({ list }, { db }) => historyOfList(db, list),
  'code.version': ({ list, version }, { db }) => entriesIn(db, list, version),
  'code.add': (input, context) => addCode(context, input),
  'code.change': (input, context) => changeCode(context, input),
  'code.move': (input, context) => moveCode(context, input),
  'code.remove': (input, context) => removeCode(context, input),
  'code.restore': (input, context) => restoreList(context, input),
})
