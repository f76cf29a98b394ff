import { useCallback, useState } from 'react'
import type { THEMES } from '../../shared/host/contract.ts'
import { useCommand, useRpc } from './rpc.ts'

export type Theme = (typeof THEMES)[number]

/** Chosen since the window was made; the choice of earlier starts is main's, which sets it before the window is drawn. */
let chosen: Theme | undefined

export function useTheme() {
  const about = useRpc('host.about', {})
  const [picked, setPicked] = useState(chosen)
  const command = useCommand('host.theme')
  const { mutate } = command
  const choose = useCallback(
    (next: Theme) => {
      chosen = next
      setPicked(next)
      mutate({ theme: next })
    },
    [mutate],
  )
  return { theme: picked ?? about.data?.theme ?? 'system', choose, error: command.error }
}
