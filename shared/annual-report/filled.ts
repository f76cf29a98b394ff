import type { Block } from '../document/model.ts'

/** What a binding puts under a section's text. */
export interface Filled {
  readonly blocks: readonly Block[]
  /** False when all it can say is that there is nothing to say. */
  readonly hasData: boolean
}
