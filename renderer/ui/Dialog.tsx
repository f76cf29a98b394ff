import type { ReactNode } from 'react'
import { Dialog as AriaDialog, Heading, Modal, ModalOverlay } from 'react-aria-components'

/** A dialog: only where the work cannot go on without an answer. Escape closes it. */
export function Dialog({
  title,
  open,
  onClose,
  wide = false,
  children,
  role = 'dialog',
}: {
  title: string
  open: boolean
  onClose: () => void
  wide?: boolean
  children: ReactNode
  role?: 'dialog' | 'alertdialog'
}) {
  return (
    <ModalOverlay
      className="dialog-backdrop"
      isOpen={open}
      onOpenChange={(next) => {
        if (!next) onClose()
      }}
      isDismissable={role === 'dialog'}
    >
      <Modal className={wide ? 'dialog wide' : 'dialog'}>
        <AriaDialog role={role}>
          <Heading slot="title" className="dialog-title">
            {title}
          </Heading>
          {children}
        </AriaDialog>
      </Modal>
    </ModalOverlay>
  )
}

export function DialogActions({ children }: { children: ReactNode }) {
  return <div className="dialog-actions">{children}</div>
}
