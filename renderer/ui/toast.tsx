import { X } from 'lucide-react'
import {
  Text,
  // Still marked unstable by its makers; used only in this file, so that a change there is a change here.
  UNSTABLE_Toast as Toast,
  UNSTABLE_ToastContent as ToastContent,
  UNSTABLE_ToastQueue as ToastQueue,
  UNSTABLE_ToastRegion as ToastRegion,
} from 'react-aria-components/Toast'
import { Button } from './Button.tsx'

interface Message {
  readonly text: string
  readonly action?: { readonly label: string; readonly run: () => void }
}

const queue = new ToastQueue<Message>({ maxVisibleToasts: 3 })

/** The message shown about each thing that can only be taken back from its latest state. */
const about = new Map<string, string>()

/**
 * Says what was done, with a way back where there is one ('Ångra'): eight seconds, twenty with a way back. A message
 * about the same `thing` takes the place of the one before, whose way back no longer leads anywhere.
 */
export function tell(text: string, action?: Message['action'], thing?: string): void {
  const earlier = thing === undefined ? undefined : about.get(thing)
  if (earlier !== undefined) queue.close(earlier)
  const key = queue.add(action ? { text, action } : { text }, { timeout: action ? 20_000 : 8_000 })
  if (thing !== undefined) about.set(thing, key)
}

export function Toasts() {
  return (
    <ToastRegion queue={queue} className="toasts" aria-label="Meddelanden">
      {({ toast }) => (
        <Toast toast={toast} className="toast">
          <ToastContent className="toast-text">
            <Text slot="title">{toast.content.text}</Text>
          </ToastContent>
          {toast.content.action ? (
            <Button
              size="small"
              onPress={() => {
                toast.content.action?.run()
                queue.close(toast.key)
              }}
            >
              {toast.content.action.label}
            </Button>
          ) : null}
          <Button slot="close" variant="quiet" size="small" iconOnly aria-label="Stäng">
            <X size={16} aria-hidden />
          </Button>
        </Toast>
      )}
    </ToastRegion>
  )
}
