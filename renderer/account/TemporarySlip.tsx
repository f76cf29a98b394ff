import { useSession } from '../app/session.tsx'
import { OnceShown } from './OnceShown.tsx'

/** A temporary passphrase, to hand over once. */
export function TemporarySlip({
  name,
  passphrase,
  onDone,
}: {
  name: string
  passphrase: string
  onDone: () => void
}) {
  const session = useSession()
  return (
    <OnceShown
      title={`Tillfällig lösenfras för ${name}`}
      secret={passphrase}
      warning={`Den visas bara nu. Lämna den till ${name} på papper eller muntligt, aldrig i e-post. Första gången arbetsytan låses upp med den väljer personen en egen.`}
      facts={[
        { term: 'Arbetsyta', text: session.name },
        { term: 'Namn', text: name },
        {
          term: 'Används',
          text: 'Lås upp arbetsytan med frasen. Lärdom ber dig sedan välja en egen. Förstör lappen efteråt.',
        },
      ]}
      keptLabel="Jag har lämnat över eller sparat frasen"
      unkept="En tillfällig lösenfras visas bara nu, och du har inte sagt att den är överlämnad."
      doneLabel="Klar"
      mayCopy
      onDone={onDone}
    />
  )
}
