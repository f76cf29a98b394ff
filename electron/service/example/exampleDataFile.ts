import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { LardomError } from '../../../shared/rpc/error.ts'

/** The published data that the product carries; see data/README.md. */
export type ExampleDataName = 'lexmaria.csv' | 'figures.csv'

/** Where it lies: beside this file in source, and beside the bundle (the build copies the folder). */
export function exampleDataFile(name: ExampleDataName): string {
  return join(import.meta.dirname, 'data', name)
}

/** @throws FILE_MISSING when the program is installed without its data. */
export function readExampleData(name: ExampleDataName): Uint8Array {
  try {
    return readFileSync(exampleDataFile(name))
  } catch (error) {
    throw new LardomError('FILE_MISSING', { file: name }, { cause: error })
  }
}
