import { Link } from 'wouter'
import { Empty } from '../ui/parts.tsx'

/** For a page whose case may be read but not changed in one's roles: said before one has typed anything. */
export function OutOfReach({ href, back }: { href: string; back: string }) {
  return (
    <Empty whole title="Din behörighet räcker inte för att ändra här">
      <p>
        Ärendet hör till en förvaltning som du får läsa i men inte skriva i. Be arbetsytans administratör om
        rätt roll, om du behöver den i ditt arbete.
      </p>
      <p>
        <Link href={href}>{back}</Link>
      </p>
    </Empty>
  )
}
