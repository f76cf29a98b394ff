import { Button as AriaButton, type ButtonProps as AriaButtonProps } from 'react-aria-components'

export interface ButtonProps extends Omit<AriaButtonProps, 'className' | 'style'> {
  readonly variant?: 'plain' | 'primary' | 'quiet' | 'danger'
  readonly size?: 'normal' | 'small'
  /** A square button whose name is its aria-label. */
  readonly iconOnly?: boolean
}

export function Button({ variant = 'plain', size = 'normal', iconOnly = false, ...props }: ButtonProps) {
  const className = ['button', variant, size === 'small' ? 'small' : '', iconOnly ? 'icon-only' : '']
  return <AriaButton {...props} className={className.filter(Boolean).join(' ')} />
}
