import { FileUp } from 'lucide-react'
import { useCallback, useRef } from 'react'
import { Link, useLocation } from 'wouter'
import type { SourceFile } from '../../shared/transfer/hostContract.ts'
import { asLardomError } from '../app/asLardomError.ts'
import { useRpc } from '../app/rpc.ts'
import { useFileDrop } from '../attachment/useFileDrop.ts'
import { Button } from '../ui/Button.tsx'
import { Loading, Notice, PageHead, Problem } from '../ui/parts.tsx'
import { JobBar } from './JobBar.tsx'
import { tell } from '../ui/toast.tsx'
import { BatchTable } from './BatchTable.tsx'
import { useImportRun } from './importRun.ts'
import { beginImport, useKeptImport } from './keptWizard.ts'
import { ProfileTable } from './ProfileTable.tsx'
import { useSource } from './useSource.ts'
import './transfer.css'

/** Where an import begins, and what has been read in before. */
export function ImportPage() {
  const page = useRef<HTMLDivElement>(null)
  const [, navigate] = useLocation()
  const batches = useRpc('transfer.batches', {}, { staleTime: 0 })
  const profiles = useRpc('transfer.profiles', {}, { staleTime: 0 })
  const { kept, letGo } = useKeptImport()
  const run = useImportRun()
  const onFile = useCallback(
    (file: SourceFile) => {
      beginImport(file).then(
        () => navigate('/import/filen'),
        (failure: unknown) => tell(asLardomError(failure).message),
      )
    },
    [navigate],
  )
  const source = useSource(onFile)
  const free = !source.busy && run.state !== 'running'
  const { over } = useFileDrop(page, free, source.drop)
  const own = profiles.data?.filter(({ shipped }) => !shipped) ?? []
  const isFirst = batches.data?.length === 0

  return (
    <div className="page" ref={page}>
      <PageHead
        title="Läs in händelser"
        crumbs={[{ href: '/handelser', label: 'Händelser' }]}
        lead="Från MedControl PRO eller ett annat avvikelsesystem, som Excel, CSV, TSV eller JSON."
      />
      {run.state === 'running' ? (
        <section className="card stack tight" aria-label="Pågående inläsning">
          <JobBar progress={run.progress} label="Läser in" />
          <p>
            <Link href="/import/provkorning">Gå till inläsningen</Link>
          </p>
        </section>
      ) : kept === null ? null : (
        <Notice title={`Du har börjat läsa in ${kept.file?.name ?? 'en fil'}`}>
          <p>Det du har valt är sparat, och ingenting är inläst än.</p>
          <div className="row">
            <Link
              href={kept.mapping === null ? '/import/filen' : '/import/kolumner'}
              className="button small"
            >
              Fortsätt
            </Link>
            <Button
              size="small"
              variant="quiet"
              onPress={() => {
                letGo().catch((failure: unknown) => tell(asLardomError(failure).message))
              }}
            >
              Släng det påbörjade
            </Button>
          </div>
        </Notice>
      )}
      <section className={over ? 'transfer-zone over' : 'transfer-zone'} aria-labelledby="import-ny">
        <h2 id="import-ny">Ny inläsning</h2>
        <div className="row">
          <Button variant="primary" isDisabled={!free} onPress={source.choose}>
            <FileUp size={16} aria-hidden />
            Välj fil …
          </Button>
          <span className="soft">
            {over
              ? 'Släpp filen här.'
              : 'eller dra hit den. Ingenting läses in förrän du har sett vad som händer.'}
          </span>
        </div>
        <Problem error={source.error} />
        {isFirst ? <HowToExport /> : null}
      </section>
      <section className="stack tight" aria-labelledby="import-tidigare">
        <h2 id="import-tidigare">Tidigare inläsningar</h2>
        <Problem error={batches.error} retry={() => void batches.refetch()} />
        {batches.data === undefined ? (
          batches.error ? null : (
            <Loading />
          )
        ) : isFirst ? (
          <p className="soft">
            Ingen ännu. Varje inläsning står sedan här och kan ångras som en helhet. Samma fil kan läsas in
            igen utan att något blir dubbelt: ärendenumret känns igen.
          </p>
        ) : (
          <BatchTable batches={batches.data} />
        )}
      </section>
      <Problem error={profiles.error} retry={() => void profiles.refetch()} />
      {own.length === 0 ? null : (
        <section className="stack tight" aria-labelledby="import-profiler">
          <h2 id="import-profiler">Sparade profiler</h2>
          <p className="soft">
            En profil minns vad filens kolumner och värden betyder. Den väljs av sig själv när en fil har
            samma rubriker.
          </p>
          <ProfileTable profiles={own} />
        </section>
      )}
      {isFirst || batches.data === undefined ? null : (
        <details className="card">
          <summary>Så får du ut en fil ur ditt avvikelsesystem</summary>
          <HowToExport />
        </details>
      )}
    </div>
  )
}

function HowToExport() {
  return (
    <div className="transfer-teach">
      <div>
        <h3>Ur MedControl PRO</h3>
        <ol>
          <li>Sök fram ärendena som en lista, med de kolumner du vill ha med.</li>
          <li>Ta med ärendenumret: då känns en rad igen nästa gång.</li>
          <li>Exportera listan till Excel eller CSV, och välj filen här.</li>
        </ol>
      </div>
      <div>
        <h3>Ur Excel</h3>
        <ol>
          <li>En rad för varje händelse, och rubriker överst.</li>
          <li>Spara som arbetsbok (.xlsx). En CSV-fil går lika bra.</li>
          <li>Stäng filen i Excel, och välj den här.</li>
        </ol>
      </div>
    </div>
  )
}
