import type { Migration } from '../migrate.ts'
import { initial } from './0001_initial.ts'

/** Forward only; a merged migration never changes (its checksum is stored in every workspace). */
export const migrations: readonly Migration[] = [initial]
