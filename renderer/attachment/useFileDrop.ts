import { useEffect, useRef, useState, type RefObject } from 'react'
import type { DroppedFile } from './useAddFiles.ts'

/** Files dropped on an element, or pasted while it is on the page. `over` while files are held above it. */
export function useFileDrop(
  target: RefObject<HTMLElement | null>,
  active: boolean,
  onFiles: (files: DroppedFile[]) => void,
): { over: boolean } {
  const [over, setOver] = useState(false)
  const give = useRef(onFiles)
  useEffect(() => {
    give.current = onFiles
  })

  useEffect(() => {
    const element = target.current
    if (!active || !element) return undefined
    // Entering a child leaves its parent: counted, so that the mark does not flicker.
    let depth = 0
    const enter = (event: DragEvent) => {
      if (!holdsFiles(event)) return
      event.preventDefault()
      depth++
      setOver(true)
    }
    const leave = () => {
      depth = Math.max(0, depth - 1)
      if (depth === 0) setOver(false)
    }
    const above = (event: DragEvent) => {
      if (!holdsFiles(event)) return
      event.preventDefault()
      if (event.dataTransfer) event.dataTransfer.dropEffect = 'copy'
    }
    const drop = (event: DragEvent) => {
      depth = 0
      setOver(false)
      if (!holdsFiles(event)) return
      event.preventDefault()
      const files = filesIn(event.dataTransfer)
      if (files.length > 0) give.current(files)
    }
    const paste = (event: ClipboardEvent) => {
      const into = event.target
      const inField =
        into instanceof HTMLElement && into.closest('input, textarea, [contenteditable]') !== null
      const files = filesIn(event.clipboardData)
      if (inField || files.length === 0) return
      event.preventDefault()
      give.current(files.map((file) => ('folder' in file ? file : named(file))))
    }
    element.addEventListener('dragenter', enter)
    element.addEventListener('dragleave', leave)
    element.addEventListener('dragover', above)
    element.addEventListener('drop', drop)
    document.addEventListener('paste', paste)
    return () => {
      element.removeEventListener('dragenter', enter)
      element.removeEventListener('dragleave', leave)
      element.removeEventListener('dragover', above)
      element.removeEventListener('drop', drop)
      document.removeEventListener('paste', paste)
    }
  }, [target, active])

  return { over }
}

function holdsFiles(event: DragEvent): boolean {
  return event.dataTransfer?.types.includes('Files') ?? false
}

function filesIn(transfer: DataTransfer | null): DroppedFile[] {
  return [...(transfer?.items ?? [])].flatMap((item): DroppedFile[] => {
    if (item.kind !== 'file') return []
    const entry = item.webkitGetAsEntry()
    if (entry?.isDirectory) return [{ folder: entry.name }]
    const file = item.getAsFile()
    return file ? [file] : []
  })
}

/** A picture from the clipboard is called 'image.png', whatever it shows: it is named after when it was pasted. */
function named(file: File): File {
  if (file.name !== 'image.png') return file
  const now = new Intl.DateTimeFormat('sv-SE', { dateStyle: 'short', timeStyle: 'medium' }).format(new Date())
  return new File([file], `Inklistrad bild ${now.replaceAll(':', '.')}.png`, { type: file.type })
}
