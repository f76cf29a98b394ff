import type { RefObject } from 'react'

/** Moves to the first field that has an error, once it is drawn. */
export function focusFirstError(form: RefObject<HTMLElement | null>): void {
  requestAnimationFrame(() => {
    const invalid = form.current?.querySelector('[data-invalid]')
    const target = invalid?.querySelector(
      ':is(input, textarea, button, [role="spinbutton"], [tabindex]):not([tabindex="-1"])',
    )
    invalid?.scrollIntoView({ block: 'center' })
    if (target instanceof HTMLElement) target.focus({ preventScroll: true })
  })
}

/** For a button that goes away when it is pressed: the keyboard goes on from the page it stood on. */
export function focusPage(): void {
  document.querySelector('main')?.focus({ preventScroll: true })
}
