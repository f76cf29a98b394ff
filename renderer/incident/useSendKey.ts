import { useEffect, type RefObject } from 'react'

/** Ctrl+Enter (⌘+Enter) sends the form from any of its fields. */
export function useSendKey(form: RefObject<HTMLFormElement | null>): void {
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey)) return
      const { activeElement } = document
      if (!(activeElement instanceof HTMLElement) || !form.current?.contains(activeElement)) return
      event.preventDefault()
      // A list's button would open on it.
      event.stopPropagation()
      // A number or a search is taken in when its field is left; the form is sent when that has been drawn.
      activeElement.blur()
      setTimeout(() => form.current?.requestSubmit(), 0)
    }
    document.addEventListener('keydown', onKeyDown, { capture: true })
    return () => document.removeEventListener('keydown', onKeyDown, { capture: true })
  }, [form])
}
