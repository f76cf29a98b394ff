import { isPlace, place, PLACE_KEY, type Place } from '../../shared/account/place.ts'
import { call } from './rpc.ts'

/** Where one starts who has not been anywhere: the first page that the roles give. */
const START = '/'
/** How often (ms) it is looked whether the person has gone somewhere else. */
const KEEP_EVERY = 500
/** The page may have to be fetched before its field is there; after this (ms) the person has gone on by themselves. */
const FIELD_WITHIN = 3000

/** Where one is now: the page's address and the field one is in. Asked before the field is left. */
export function presentPlace(): Place {
  const address = window.location.hash.slice(1)
  return { address, field: labelOf(document.activeElement) }
}

/** Kept in the encrypted file, by account: nothing of it is outside. */
export async function savePlace(now: Place): Promise<void> {
  await call('account.draft-save', { key: PLACE_KEY, body: JSON.stringify(now) })
}

/** Keeps where one is as one goes: neither a power cut nor a process that dies loses more than the last step. */
export function keepPlace(): () => void {
  let kept = window.location.hash
  const timer = setInterval(() => {
    if (window.location.hash === kept) return
    kept = window.location.hash
    // A kindness: what cannot be kept (a full disk) is told where it matters, at the text one writes.
    savePlace({ address: kept.slice(1), field: null }).catch(() => undefined)
  }, KEEP_EVERY)
  return () => clearInterval(timer)
}

/** Takes the person to where they were when this workspace was locked. Called before the first page is shown. */
export async function goToLastPlace(): Promise<void> {
  const last = await readPlace()
  const address = last && isPlace(last.address) ? last.address : START
  window.history.replaceState(null, '', `${window.location.pathname}#${address}`)
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

function labelOf(element: Element | null): string | null {
  if (!(element instanceof HTMLInputElement || element instanceof HTMLTextAreaElement)) return null
  return element.labels?.[0]?.textContent.slice(0, 300) ?? null
}

function focusField(label: string): void {
  const until = performance.now() + FIELD_WITHIN
  const look = () => {
    const field = [
      ...document.querySelectorAll<HTMLInputElement | HTMLTextAreaElement>('input, textarea'),
    ].find((candidate) => labelOf(candidate) === label)
    const moved = document.activeElement?.matches('input, textarea, button, a') ?? false
    if (field && !moved) {
      field.focus()
      if (field instanceof HTMLTextAreaElement)
        field.setSelectionRange(field.value.length, field.value.length)
    } else if (!moved && performance.now() < until) setTimeout(look, 50)
  }
  setTimeout(look, 50)
}
