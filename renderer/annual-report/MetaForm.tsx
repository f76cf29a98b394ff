import * as z from 'zod'
import type { Report } from '../../shared/annual-report/contract.ts'
import type { LardomError } from '../../shared/rpc/error.ts'
import { useCommand, type In } from '../app/rpc.ts'
import { useDraft } from '../app/useDraft.ts'
import { Button } from '../ui/Button.tsx'
import { DateField, TextField } from '../ui/fields.tsx'
import { Notice, Problem } from '../ui/parts.tsx'
import { tell } from '../ui/toast.tsx'
import type { SectionSaver } from './sectionSaver.ts'

type Meta = Pick<
  In<'annual-report.save-meta'>,
  'responsible' | 'diarienummer' | 'decisionBody' | 'decisionDate'
>

const metaDraft: z.ZodType<Partial<Meta>> = z.strictObject({
  responsible: z.string().exactOptional(),
  diarienummer: z.string().exactOptional(),
  decisionBody: z.string().exactOptional(),
  decisionDate: z.string().nullable().exactOptional(),
})
const NOTHING_TYPED: Partial<Meta> = {}

/** The cover's facts, and the decision that takes away Arbetsmaterial. */
export function MetaForm({
  report,
  mayWrite,
  saver,
}: {
  report: Report
  mayWrite: boolean
  saver: SectionSaver
}) {
  const { meta } = report
  const draft = useDraft(`berattelse-uppgifter/${report.unitCode}/${report.year}`, metaDraft, NOTHING_TYPED)
  const typed = draft.value
  const save = useCommand('annual-report.save-meta')
  const value: Meta = {
    responsible: meta.responsible,
    diarienummer: meta.diarienummer,
    decisionBody: meta.decisionBody,
    decisionDate: meta.decisionDate,
    ...typed,
  }
  const decided = meta.status === 'beslutad'
  const disabled = !mayWrite || decided
  const set = (change: Partial<Meta>) => {
    save.reset()
    draft.change((old) => ({ ...old, ...change }))
  }
  const send = async (status: 'utkast' | 'beslutad', said: string) => {
    await saver.flushAll()
    save.mutate(
      { unitCode: report.unitCode, year: report.year, expectedVersion: meta.version, status, ...value },
      {
        onSuccess: () => {
          void draft.discard()
          tell(said)
        },
      },
    )
  }
  const errorOf = (field: string): string | undefined => fieldError(save.error, field)

  return (
    <div className="stack report-meta">
      {decided ? (
        <Notice tone="success" title="Berättelsen är beslutad">
          <p>Texter och uppgifter är låsta, och dokumentet har inte längre stämpeln Arbetsmaterial.</p>
        </Notice>
      ) : null}
      <div className="form-grid">
        <TextField
          label="Ansvarig för innehållet"
          help="Namn och titel, som det ska stå på framsidan."
          value={value.responsible}
          onChange={(responsible) => set({ responsible })}
          disabled={disabled}
        />
        <TextField
          label="Diarienummer"
          help="Till exempel RS 2022-01294."
          value={value.diarienummer}
          onChange={(diarienummer) => set({ diarienummer })}
          disabled={disabled}
        />
        <TextField
          label="Beslutsinstans"
          help="Styrelse, nämnd eller ledning, gärna med paragraf."
          value={value.decisionBody}
          onChange={(decisionBody) => set({ decisionBody })}
          error={errorOf('decisionBody')}
          disabled={disabled}
        />
        <DateField
          label="Beslutsdatum"
          help="Fylls i när beslutet är fattat."
          value={value.decisionDate ?? ''}
          onChange={(date) => set({ decisionDate: date === '' ? null : date })}
          error={errorOf('decisionDate')}
          disabled={disabled}
        />
      </div>
      <Problem error={(errorOf('decisionBody') ?? errorOf('decisionDate')) ? null : save.error} />
      {mayWrite ? (
        <div className="row">
          {decided ? (
            <Button onPress={() => void send('utkast', 'Berättelsen är ett utkast igen.')}>
              Sätt till utkast igen
            </Button>
          ) : (
            <>
              <Button
                variant="primary"
                isDisabled={save.isPending || Object.keys(typed).length === 0}
                onPress={() => void send('utkast', 'Uppgifterna är sparade.')}
              >
                Spara uppgifter
              </Button>
              <Button
                isDisabled={save.isPending}
                onPress={() => void send('beslutad', 'Berättelsen är märkt som beslutad.')}
              >
                Märk som beslutad
              </Button>
            </>
          )}
        </div>
      ) : (
        <p className="soft">Din roll får läsa berättelsen. Chefläkare och skribent ändrar uppgifterna.</p>
      )}
      {decided ? null : (
        <p className="soft small">
          En beslutad berättelse har beslutsinstans, datum och inga tomma avsnitt. Dokumentet stämplas
          ”Arbetsmaterial” till dess.
        </p>
      )}
    </div>
  )
}

function fieldError(error: LardomError | null, field: string): string | undefined {
  return error?.field === field ? error.message : undefined
}
