import type { ReactNode } from 'react'
import { Popover } from 'react-aria-components'

/**
 * React Aria names the popover after its button, though it has no role; the dialog or menu in it has a name of its own,
 * and a name without a role is content outside every landmark.
 */
const UNNAMED = { 'aria-labelledby': '' }

export function RegisterPopover({ children }: { children: ReactNode }) {
  return (
    <Popover className="popover" {...UNNAMED}>
      {children}
    </Popover>
  )
}
