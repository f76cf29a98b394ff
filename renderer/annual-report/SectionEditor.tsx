import { Undo2 } from 'lucide-react'
import { useRef } from 'react'
import { TextArea as AriaTextArea, TextField as AriaTextField } from 'react-aria-components'
import type { ReportSection } from '../../shared/annual-report/contract.ts'
import { formatNumber } from '../../shared/text/swedish.ts'
import { swedishDay } from '../../shared/time/dates.ts'
import { clockTime } from '../app/useDraft.ts'
import { DocumentBlocks } from '../document/DocumentView.tsx'
import { Button } from '../ui/Button.tsx'
import { PersonnummerCheck } from '../ui/PersonnummerCheck.tsx'
import { FieldLabel, FieldMessages, FieldProblem } from '../ui/fields.tsx'
import { Badge, Notice } from '../ui/parts.tsx'
import type { SectionSaver, SectionState } from './sectionSaver.ts'
import { useSectionText } from './useReportEditor.ts'

/** One section: the writer's text with guidance beside it, and what the register puts under it. */
export function SectionEditor({
  section,
  saver,
  readOnly,
  onReread,
}: {
  section: ReportSection
  saver: SectionSaver
  /** Why nothing can be written here, or null. */
  readOnly: string | null
  /** Reads the section anew from the service. */
  onReread: () => Promise<ReportSection | undefined>
}) {
  return (
    <div className="report-editor">
      <div className="stack">
        <div className="stack tight">
          <h2>
            {section.number === '' ? '' : `${section.number} `}
            {section.title}
          </h2>
          {section.laws.length > 0 ? (
            <ul className="report-laws" aria-label="Lagkrav som avsnittet svarar mot">
              {section.laws.map((law) => (
                <li key={law.short} title={`${law.full}: ${law.gist}`}>
                  <Badge>{law.short}</Badge>
                </li>
              ))}
            </ul>
          ) : null}
        </div>
        {section.kind === 'text' ? (
          <TextPart section={section} saver={saver} readOnly={readOnly} onReread={onReread} />
        ) : null}
        {section.blocks.length > 0 ? (
          <section className="stack tight" aria-labelledby="report-bound">
            <h3 id="report-bound">
              {section.kind === 'fixed' ? 'Så här står det i berättelsen' : 'Det här fylls i under texten'}
            </h3>
            <div className="report-bound">
              <DocumentBlocks blocks={section.blocks} />
            </div>
          </section>
        ) : null}
      </div>
      <Guidance section={section} />
    </div>
  )
}

function Guidance({ section }: { section: ReportSection }) {
  return (
    <aside className="report-guidance" aria-label="Stöd för dig som skriver">
      <h3>Stöd för dig som skriver</h3>
      {section.guidance.map((text) => (
        <p key={text}>{text}</p>
      ))}
      {section.laws.length > 0 ? (
        <>
          <h3>Vad lagen säger</h3>
          <dl>
            {section.laws.map((law) => (
              <div key={law.short}>
                <dt>{law.full}</dt>
                <dd>{law.gist}</dd>
              </div>
            ))}
          </dl>
        </>
      ) : null}
      {section.kind === 'text' ? (
        <p className="soft">Stödet syns bara här. Det kommer aldrig med i dokumentet.</p>
      ) : null}
    </aside>
  )
}

function TextPart({
  section,
  saver,
  readOnly,
  onReread,
}: {
  section: ReportSection
  saver: SectionSaver
  readOnly: string | null
  onReread: () => Promise<ReportSection | undefined>
}) {
  const state = useSectionText(saver, section)
  const conflict = state.error?.code === 'CONFLICT'
  const field = useRef<HTMLTextAreaElement>(null)
  return (
    <div className="stack tight">
      <AriaTextField
        className="field"
        value={state.text}
        onChange={(text) => saver.change(section.key, text)}
        onBlur={() => void saver.flush(section.key)}
        isReadOnly={readOnly !== null}
        isInvalid={state.error !== null}
        validationBehavior="aria"
      >
        <FieldLabel label="Text" />
        <FieldMessages
          help={readOnly ?? 'Tom rad ger nytt stycke, ”- ” en punkt i en lista och ”1. ” en numrerad lista.'}
          warning={tooLong(section, state.text)}
        />
        <div className="report-grow" data-text={`${state.text}\n`}>
          <AriaTextArea className="input" ref={field} rows={6} lang="sv" spellCheck />
        </div>
        {state.error?.code === 'PERSONNUMMER_IN_TEXT' || readOnly !== null ? null : (
          <PersonnummerCheck value={state.text} field={field} />
        )}
        <FieldProblem error={conflict ? undefined : state.error?.message} />
      </AriaTextField>
      {conflict ? <Conflict section={section} saver={saver} onReread={onReread} /> : null}
      {readOnly === null ? (
        <div className="report-save">
          <span className="soft small" role="status">
            {saveText(section, state)}
          </span>
          {state.phase === 'failed' && !conflict ? (
            <Button size="small" onPress={() => void saver.retry(section.key)}>
              Försök spara igen
            </Button>
          ) : null}
          <Button
            size="small"
            variant="quiet"
            isDisabled={!state.canUndo || state.phase === 'failed'}
            onPress={() => void saver.undo(section.key)}
          >
            <Undo2 size={16} aria-hidden />
            Ångra senaste sparningen
          </Button>
        </div>
      ) : null}
    </div>
  )
}

function saveText(section: ReportSection, state: SectionState): string {
  if (state.phase === 'failed') return 'Inte sparat. Texten är kvar här.'
  if (state.phase !== 'saved') return 'Sparar …'
  if (state.updatedAt === null) return 'Sparas medan du skriver.'
  const by =
    state.updatedAt === section.updatedAt && section.updatedBy !== '' ? ` av ${section.updatedBy}` : ''
  return `Sparat ${savedWhen(state.updatedAt)}${by}`
}

/** '14:30' today, else with its day. */
function savedWhen(at: string): string {
  const saved = swedishDay(new Date(at))
  return saved === swedishDay(new Date()) ? clockTime(at) : `${saved} ${clockTime(at)}`
}

function tooLong(section: ReportSection, text: string): string | undefined {
  if (section.limit === null || text.length <= section.limit) return undefined
  return `Sammanfattningen ska rymmas på en sida. Texten är ${formatNumber(text.length)} tecken; omkring ${formatNumber(section.limit)} får plats bredvid nyckeltalen.`
}

/** Somebody saved the section meanwhile: both texts stand until the person has chosen. */
function Conflict({
  section,
  saver,
  onReread,
}: {
  section: ReportSection
  saver: SectionSaver
  onReread: () => Promise<ReportSection | undefined>
}) {
  const settle = async (mine: boolean) => {
    const theirs = await onReread()
    if (!theirs) return
    if (mine) await saver.keepMine(section.key, theirs)
    else saver.takeTheirs(section.key, theirs)
  }
  return (
    <Notice tone="warning" title="Avsnittet har sparats av någon annan medan du skrev" live>
      <p>Din text står kvar i fältet men är inte sparad.</p>
      <div className="row">
        <Button size="small" onPress={() => void settle(true)}>
          Spara min text
        </Button>
        <Button size="small" onPress={() => void settle(false)}>
          Visa den sparade texten
        </Button>
      </div>
    </Notice>
  )
}
