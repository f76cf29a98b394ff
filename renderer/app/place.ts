import { locationOf, place, placeOf, PLACE_KEY, type Place } from '../../shared/account/place.ts'
import { call } from './rpc.ts'

/** Where one starts who has not been anywhere: the first page that the roles give. */
const START = '/'
/** How often (ms) it is looked whether the person has gone somewhere else. */
const KEEP_EVERY = 500
/** The page may have to be fetched before its field is there; after this (ms) the person has gone on by themselves. */
const FIELD_WITHIN = 3000

/** The field one was in last: whoever presses Lås has left it. */
let lastField: Element | null = null

/** Where one is now: the page's address and the field one is in, or was in last. */
export function presentPlace(): Place {
  return { address: placeOf(window.location), field: lastField?.isConnected ? fieldOf(lastField) : null }
}

/** Kept in the encrypted file, by account: nothing of it is outside. */
export async function savePlace(now: Place): Promise<void> {
  await call('account.draft-save', { key: PLACE_KEY, body: JSON.stringify(now) })
}

/** Keeps where one is as one goes: neither a power cut nor a process that dies loses more than the last step. */
export function keepPlace(): () => void {
  let kept = placeOf(window.location)
  const timer = setInterval(() => {
    if (placeOf(window.location) === kept) return
    kept = placeOf(window.location)
    // A kindness: what cannot be kept (a full disk) is told where it matters, at the text one writes.
    savePlace({ address: kept, field: null }).catch(() => undefined)
  }, KEEP_EVERY)
  const entered = ({ target }: FocusEvent) => {
    if (target instanceof HTMLInputElement || target instanceof HTMLTextAreaElement) lastField = target
  }
  document.addEventListener('focusin', entered)
  return () => {
    clearInterval(timer)
    document.removeEventListener('focusin', entered)
  }
}

/** Takes the person to where they were when this workspace was locked. Called before the first page is shown. */
export async function goToLastPlace(): Promise<void> {
  const last = await readPlace()
  const there = (last && locationOf(last.address)) || `#${START}`
  window.history.replaceState(null, '', window.location.pathname + there)
  if (last?.field) focusField(last.field)
}

async function readPlace(): Promise<Place | null> {
  try {
    const draft = await call('account.draft-get', { key: PLACE_KEY })
    return draft === null ? null : place.parse(JSON.parse(draft.body))
  } catch {
    // Unreadable or of an older form: one starts at the register.
    return null
  }
}

function fieldOf(element: Element | null): Place['field'] {
  if (!(element instanceof HTMLInputElement || element instanceof HTMLTextAreaElement)) return null
  const label = labelOf(element)
  return label === null ? null : { label, nth: fieldsNamed(label).indexOf(element) }
}

function labelOf(element: HTMLInputElement | HTMLTextAreaElement): string | null {
  return element.labels?.[0]?.textContent.slice(0, 300) ?? null
}

function fieldsNamed(label: string): (HTMLInputElement | HTMLTextAreaElement)[] {
  const fields = document.querySelectorAll<HTMLInputElement | HTMLTextAreaElement>('input, textarea')
  return [...fields].filter((field) => labelOf(field) === label)
}

function focusField({ label, nth }: NonNullable<Place['field']>): void {
  const until = performance.now() + FIELD_WITHIN
  const look = () => {
    const field = fieldsNamed(label)[nth]
    // In the pages: what still has the focus at the gate is on its way out.
    const moved = document.activeElement?.matches('.shell :is(input, textarea, button, a)') ?? false
    if (field && !moved) {
      field.focus()
      if (field instanceof HTMLTextAreaElement)
        field.setSelectionRange(field.value.length, field.value.length)
    } else if (!moved && performance.now() < until) setTimeout(look, 50)
  }
  setTimeout(look, 50)
}
