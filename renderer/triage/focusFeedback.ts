const PATIENCE = 3000

/** Goes to the answer to the one who reported, once the case's page stands. */
export function focusFeedback(): void {
  const until = performance.now() + PATIENCE
  const look = () => {
    const heading = document.querySelector('[data-feedback]')
    if (heading instanceof HTMLElement) {
      heading.focus()
      heading.scrollIntoView({ block: 'start' })
    } else if (performance.now() < until) requestAnimationFrame(look)
  }
  requestAnimationFrame(look)
}
