import type { Contract, OutputOf, ParsedInputOf, Procedure } from '../../../shared/rpc/procedure.ts'
import type { Context, OpenContext } from './context.ts'

type ContextFor<P extends Procedure> = P['access'] extends 'open' ? OpenContext : Context

/** A command is synchronous: it runs inside one transaction. */
type HandlerFor<P extends Procedure> = (
  input: ParsedInputOf<P>,
  context: ContextFor<P>,
) => P['kind'] extends 'command' ? OutputOf<P> : OutputOf<P> | Promise<OutputOf<P>>

export type HandlersFor<C extends Contract> = { readonly [Name in keyof C]: HandlerFor<C[Name]> }

/** Handlers as the router sees them: it has parsed the input and built the context the contract promises. */
export type AnyHandlers = Readonly<Record<string, (input: unknown, context: OpenContext) => unknown>>

/** Binds an area's handlers to its contract: a procedure without a handler, or a wrong type, does not compile. */
export function implement<C extends Contract>(_contract: C, handlers: HandlersFor<C>): AnyHandlers {
  // The router guarantees what the types ask: input parsed by this contract, Context when access is not 'open'.
  return handlers as unknown as AnyHandlers
}
