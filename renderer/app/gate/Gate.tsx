import { FilePlus2, FlaskConical, FolderOpen, Sprout } from 'lucide-react'
import { useEffect, useRef, useState, type ReactNode, type Ref } from 'react'
import { Button as AriaButton } from 'react-aria-components'
import type { WorkspaceInfo } from '../../../shared/account/contract.ts'
import type { ChosenFile } from '../../../shared/host/contract.ts'
import { LardomError } from '../../../shared/rpc/error.ts'
import { Button } from '../../ui/Button.tsx'
import { Notice, Problem, ProgressBar } from '../../ui/parts.tsx'
import { SaidLater } from '../../ui/SaidLater.tsx'
import { REGISTER } from '../routes.tsx'
import { useCommand, useJob, useRpc, type Out } from '../rpc.ts'
import { CreateWorkspace } from './CreateWorkspace.tsx'
import { Unlock } from './Unlock.tsx'
import { whyWords } from './whyWords.ts'

type Step = { at: 'choose' } | { at: 'create' } | { at: 'unlock'; file: ChosenFile }

/** The first screen: three ways in, and the files one used last. */
export function Gate({
  onOpened,
  gone,
  before,
}: {
  onOpened: (info: WorkspaceInfo) => void
  /** Why a person who was at work stands here again. */
  gone: LardomError | null
  /** What was open in the window before this one. */
  before: Out<'host.gate'> | null
}) {
  const file = before?.file ?? null
  const [step, setStep] = useState<Step>(file === null ? { at: 'choose' } : { at: 'unlock', file })
  const why = before && whyWords(before)
  const back = () => setStep({ at: 'choose' })

  useEffect(() => {
    // The register is the first page after unlock: fetched while the person reads the choices.
    void REGISTER.preload()
  }, [])

  return (
    <main className="gate">
      <div className="gate-card">
        <header className="stack tight">
          <div className="brand">
            <Sprout size={34} aria-hidden />
            <h1>Lärdom</h1>
          </div>
          <p className="soft">Patientsäkerhet från händelse till berättelse, i en lokal krypterad fil.</p>
        </header>
        <Problem error={gone} />
        {before?.unsaved ? (
          <Notice tone="danger" title="Det sista du skrev kunde inte sparas före låset" live>
            <p>{before.unsaved}</p>
          </Notice>
        ) : null}
        {why ? (
          <>
            <Notice>
              <p>{why}</p>
            </Notice>
            <SaidLater words={why} />
          </>
        ) : null}
        {step.at === 'choose' ? (
          <Choose
            onOpened={onOpened}
            onCreate={() => setStep({ at: 'create' })}
            onFile={(file) => setStep({ at: 'unlock', file })}
          />
        ) : null}
        {step.at === 'create' ? <CreateWorkspace onOpened={onOpened} onBack={back} /> : null}
        {step.at === 'unlock' ? <Unlock file={step.file} onOpened={onOpened} onBack={back} /> : null}
      </div>
    </main>
  )
}

function Choose({
  onOpened,
  onCreate,
  onFile,
}: {
  onOpened: (info: WorkspaceInfo) => void
  onCreate: () => void
  onFile: (file: ChosenFile) => void
}) {
  const example = useJob('host.open-example')
  const choose = useCommand('host.choose-workspace')
  const recent = useRpc('host.recent', {})
  const [error, setError] = useState<LardomError | null>(null)
  const first = useRef<HTMLButtonElement>(null)

  const openExample = () => {
    setError(null)
    example.run({}).then(onOpened, (failure: unknown) => {
      setError(failure instanceof LardomError ? failure : new LardomError('INTERNAL', { ref: 'exempel' }))
      requestAnimationFrame(() => first.current?.focus())
    })
  }

  return (
    <>
      {error?.code === 'CANCELLED' ? (
        <Notice live>
          <p>{error.message}</p>
        </Notice>
      ) : (
        <Problem error={error ?? choose.error ?? recent.error} />
      )}
      <ul className="choice-list">
        <Choice
          icon={<FlaskConical size={28} aria-hidden />}
          title="Öppna exempeldata"
          buttonRef={first}
          detail="Publicerade lex Maria-fall och påhittade händelser från tre år. Bra att lära sig på."
          onPress={openExample}
          disabled={example.running}
        />
        <Choice
          icon={<FilePlus2 size={28} aria-hidden />}
          title="Skapa ny arbetsyta"
          detail="En ny, tom, krypterad fil med Västra Götalandsregionens organisation."
          onPress={onCreate}
          disabled={example.running}
        />
        <Choice
          icon={<FolderOpen size={28} aria-hidden />}
          title="Öppna befintlig"
          detail="En arbetsyta som finns på datorn eller på en gemensam plats."
          onPress={() => choose.mutate({}, { onSuccess: (file) => file && onFile(file) })}
          disabled={example.running}
        />
      </ul>
      {example.running ? (
        <div className="stack tight">
          <ProgressBar
            label={example.progress?.label ?? 'Förbereder exempeldata'}
            done={example.progress?.done ?? 0}
            total={example.progress?.total ?? 1}
          />
          <div>
            {/* The choice that was pressed is switched off meanwhile, and would lose the keyboard's place. */}
            <Button size="small" autoFocus onPress={example.cancel}>
              Avbryt
            </Button>
          </div>
        </div>
      ) : null}
      {recent.data && recent.data.length > 0 ? (
        <section className="stack tight" aria-labelledby="senaste">
          <h2 id="senaste">Senast använda</h2>
          <ul className="choice-list">
            {recent.data.map((file) => (
              <Choice
                key={file.token}
                icon={<FolderOpen size={28} aria-hidden />}
                title={file.name}
                detail={file.missing ? `${file.folder} · filen saknas, men kan återställas` : file.folder}
                onPress={() => onFile(file)}
                disabled={example.running}
              />
            ))}
          </ul>
        </section>
      ) : null}
    </>
  )
}

function Choice({
  icon,
  title,
  detail,
  onPress,
  disabled,
  buttonRef,
}: {
  icon: ReactNode
  title: string
  detail: string
  onPress: () => void
  disabled: boolean
  buttonRef?: Ref<HTMLButtonElement>
}) {
  return (
    <li>
      <AriaButton
        className="choice"
        onPress={onPress}
        isDisabled={disabled}
        {...(buttonRef === undefined ? {} : { ref: buttonRef })}
      >
        {icon}
        <span className="choice-title">{title}</span>
        <span className="choice-detail">{detail}</span>
      </AriaButton>
    </li>
  )
}
