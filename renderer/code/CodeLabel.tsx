import type { CodeListName } from '../../shared/code/names.ts'
import { useCodes } from './useCodes.ts'

/** A code in words; may be broken after a slash, 'Trycksår/hudskada'. */
export function CodeLabel({ list, code }: { list: CodeListName; code: string }) {
  const { label } = useCodes()
  return label(list, code).replaceAll('/', '/\u200b')
}
