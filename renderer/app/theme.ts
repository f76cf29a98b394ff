import { useCallback, useState } from 'react'
import { THEMES } from '../../shared/host/contract.ts'
import { call, useCommand } from './rpc.ts'

export type Theme = (typeof THEMES)[number]

/** Kept in the window's own storage: it says nothing of the workspace, and is there before one is opened. */
const KEY = 'utseende'

function chosenTheme(): Theme {
  const kept = window.localStorage.getItem(KEY)
  return THEMES.find((theme) => theme === kept) ?? 'system'
}

/** Shows the app as it was chosen to look last time. */
export function restoreTheme(): void {
  const theme = chosenTheme()
  // Looks only: a failure leaves the computer's own choice, and the next choice in Om Lärdom tells its error.
  if (theme !== 'system') call('host.theme', { theme }).catch(() => undefined)
}

export function useTheme() {
  const [theme, setTheme] = useState(chosenTheme)
  const command = useCommand('host.theme')
  const { mutate } = command
  const choose = useCallback(
    (next: Theme) => {
      setTheme(next)
      window.localStorage.setItem(KEY, next)
      mutate({ theme: next })
    },
    [mutate],
  )
  return { theme, choose, error: command.error }
}
