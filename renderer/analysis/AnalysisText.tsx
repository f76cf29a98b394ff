import type { ReactNode } from 'react'
import { TEXT_LABELS, type TextKey } from '../../shared/analysis/content.ts'
import { TextArea } from '../ui/fields.tsx'
import { useEditor } from './useAnalysisEditor.ts'

/** One of the analysis's free texts, with its definition beside it. */
export function AnalysisText({ field, help, rows = 4 }: { field: TextKey; help: ReactNode; rows?: number }) {
  const { form, changeTexts, readOnly } = useEditor()
  const value = form.texts[field]
  return (
    <TextArea
      label={TEXT_LABELS[field]}
      help={help}
      value={value}
      onChange={(text) => changeTexts({ texts: { [field]: text } })}
      rows={rowsFor(value, rows)}
      disabled={readOnly}
    />
  )
}

/** Tall enough to show what is written, within reason. */
export function rowsFor(text: string, least: number, perLine = 80): number {
  const lines = text.split('\n').reduce((sum, line) => sum + Math.max(1, Math.ceil(line.length / perLine)), 0)
  return Math.min(24, Math.max(least, lines))
}
