import { OnceShown } from './OnceShown.tsx'

/** The recovery key, shown once: when a workspace is made, and when the key is made anew. */
export function RecoveryKey({
  recoveryKey,
  workspace,
  doneLabel,
  onDone,
}: {
  recoveryKey: string
  workspace: string
  doneLabel: string
  onDone: () => void
}) {
  return (
    <OnceShown
      title="Spara återställningsnyckeln"
      secret={recoveryKey}
      warning="Den visas bara nu. Skriv ut den eller skriv av den, och förvara den inlåst: den öppnar arbetsytan om lösenfrasen glöms."
      facts={[
        { term: 'Arbetsyta', text: workspace },
        {
          term: 'Används',
          text: 'Skriv nyckeln i stället för lösenfrasen när arbetsytan låses upp. Förvara papperet inlåst: den som har det och filen kan läsa allt.',
        },
      ]}
      keptLabel="Jag har sparat nyckeln på ett säkert ställe"
      unkept="Återställningsnyckeln visas bara nu, och du har inte sagt att den är sparad."
      doneLabel={doneLabel}
      onDone={onDone}
    />
  )
}
