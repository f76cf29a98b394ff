import { Button } from '../ui/Button.tsx'
import { Notice } from '../ui/parts.tsx'
import type { Remark } from './useAddFiles.ts'

/** What was not added and why, and what is added only if the person says so. */
export function AddRemarks({
  remarks,
  onConfirm,
  onDismiss,
  onClear,
}: {
  remarks: readonly Remark[]
  onConfirm: (remark: Remark) => void
  onDismiss: (key: string) => void
  onClear: () => void
}) {
  const told = remarks.filter(({ outcome }) => outcome.kind !== 'ask')
  return (
    <>
      {remarks.map((remark) =>
        remark.outcome.kind === 'ask' ? (
          <Notice key={remark.key} tone="warning" live title="Bilagan ser ut att innehålla ett personnummer">
            <p className="prose">
              {remark.outcome.name} läggs till först när du har bekräftat det. Behövs numret? Spara annars en
              version utan det. Bilagan märks ut i listan.
            </p>
            <div className="row attachment-answer">
              <Button size="small" onPress={() => onConfirm(remark)}>
                Lägg till ändå
              </Button>
              <Button size="small" onPress={() => onDismiss(remark.key)}>
                Lägg inte till
              </Button>
            </div>
          </Notice>
        ) : null,
      )}
      {told.length === 0 ? null : (
        <Notice
          tone="warning"
          live
          title={told.length === 1 ? 'En fil lades inte till' : `${told.length} filer lades inte till`}
        >
          <ul className="attachment-remarks">
            {told.map(({ key, outcome }) => (
              <li key={key}>
                <strong>{outcome.name}</strong>:{' '}
                {outcome.kind === 'duplicate'
                  ? `Samma innehåll finns redan här som ${outcome.existing}.`
                  : outcome.kind === 'refused'
                    ? outcome.message
                    : null}
              </li>
            ))}
          </ul>
          <Button size="small" onPress={onClear}>
            Jag har läst
          </Button>
        </Notice>
      )}
    </>
  )
}
