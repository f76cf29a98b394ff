import type { Migration } from '../migrate.ts'
import { initial } from './0001_initial.ts'
import { security } from './0002_security.ts'
import { register } from './0003_register.ts'

/** Forward only; a merged migration never changes (its checksum is stored in every workspace). */
export const migrations: readonly Migration[] = [initial, security, register]
