import type * as z from 'zod'
import type { Role } from '../account/roles.ts'

/**
 * A procedure is declared once, as data, in `shared/<area>/contract.ts`; its name is `<area>.<verb>`.
 * - query: reads. May be cancelled.
 * - command: writes, in one transaction, with an audit row and a receipt so that a retry cannot apply twice.
 * - job: long work that reports progress, may be cancelled, and opens its own transactions.
 */
export type ProcedureKind = 'query' | 'command' | 'job'

/** Who may call: anyone (before unlock), or an unlocked account with one of the roles. */
export type Access = 'open' | readonly Role[]

/** window: the user interface may call it. host: only the main process or the terminal (it takes file paths). */
export type Caller = 'window' | 'host'

export interface Procedure<
  I extends z.ZodType = z.ZodType,
  O extends z.ZodType = z.ZodType,
  K extends ProcedureKind = ProcedureKind,
  A extends Access = Access,
> {
  readonly kind: K
  readonly input: I
  readonly output: O
  readonly access: A
  readonly caller: Caller
}

interface Spec<I, O, A> {
  input: I
  output: O
  access: A
  caller?: Caller
}

function declare<K extends ProcedureKind>(kind: K) {
  return <I extends z.ZodType, O extends z.ZodType, const A extends Access>(
    spec: Spec<I, O, A>,
  ): Procedure<I, O, K, A> => ({
    kind,
    input: spec.input,
    output: spec.output,
    access: spec.access,
    caller: spec.caller ?? 'window',
  })
}

export const query = declare('query')
export const command = declare('command')
export const job = declare('job')

export type Contract = Readonly<Record<string, Procedure>>
/** What a caller gives (before defaults are filled in). */
export type InputOf<P extends Procedure> = z.input<P['input']>
/** What a handler gets (parsed). */
export type ParsedInputOf<P extends Procedure> = z.output<P['input']>
/** What a handler returns and a caller gets. */
export type OutputOf<P extends Procedure> = z.output<P['output']>
