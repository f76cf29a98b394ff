/**
 * Errors are values with a code and a Swedish message that says what the person can do.
 * The set of codes is closed: a new way to fail gets a name, a text and, for the terminal, an exit code.
 */

interface ErrorSpec {
  /** What happened and what to do, in Swedish. `{name}` is filled from params. */
  readonly message: string
  /** Exit code in the terminal: 2 usage, 3 workspace, 4 source data, 5 verification, 6 file system, 1 the rest. */
  readonly exit: number
  /** True when the same call may succeed later without any change. */
  readonly retry?: true
}

export const ERRORS = {
  INPUT_INVALID: { message: 'Något i formuläret behöver rättas: {detail}', exit: 2 },
  USAGE: { message: '{detail}', exit: 2 },
  NOT_ALLOWED: {
    message: 'Din behörighet räcker inte för detta. Be arbetsytans administratör om rätt roll.',
    exit: 3,
  },
  OUT_OF_SCOPE: {
    message:
      'Det här hör till en förvaltning som din behörighet inte omfattar. Be arbetsytans administratör om rätt roll.',
    exit: 3,
  },
  NOT_FOUND: {
    message: '{what} finns inte längre. Gå tillbaka till listan.',
    exit: 4,
  },
  CONFLICT: {
    message: '{what} har ändrats av någon annan sedan du öppnade den. Läs in den igen och gör om ändringen.',
    exit: 4,
  },
  RULE: { message: '{detail}', exit: 4 },
  LOCKED: { message: 'Ingen arbetsyta är öppen. Öppna en arbetsyta och lås upp den.', exit: 3 },
  WRONG_PASSPHRASE: {
    message: 'Lösenfrasen stämmer inte. Kontrollera stora och små bokstäver och försök igen.',
    exit: 3,
  },
  NOT_A_WORKSPACE: {
    message: '{file} är ingen Lärdom-arbetsyta. Välj en fil som slutar på .lardom.',
    exit: 3,
  },
  FILE_MISSING: {
    message: 'Filen {file} finns inte. Kontrollera sökvägen, eller om enheten den låg på är ansluten.',
    exit: 3,
  },
  FILE_EXISTS: {
    message: 'Filen {file} finns redan. Välj ett annat namn, så att inget skrivs över.',
    exit: 3,
  },
  FILE_LOCKED: {
    message: '{file} används av ett annat program. Stäng det andra programmet och försök igen.',
    exit: 3,
    retry: true,
  },
  WORKSPACE_IN_USE: {
    message:
      '{file} är redan öppen på annat håll: i ett annat fönster, i terminalen eller på en annan dator. En arbetsyta kan bara vara öppen på ett ställe; stäng den där och försök igen.',
    exit: 3,
    retry: true,
  },
  COPY_CHOSEN: {
    message:
      '{file} är en säkerhetskopia av {workspace} och öppnas inte där den ligger. Återställ den, eller kopiera den och dess nyckelfil till en annan mapp.',
    exit: 3,
  },
  BACKUP_FAILED: {
    message:
      'Säkerhetskopian kunde inte göras. {detail} Arbetsytan är orörd och det du skriver sparas som vanligt.',
    exit: 6,
    retry: true,
  },
  BACKUP_UNUSABLE: {
    message: 'Säkerhetskopian {file} kan inte användas: {detail}. Inget har ändrats. Välj en annan kopia.',
    exit: 3,
  },
  BACKUP_PASSPHRASE: {
    message:
      'Lösenfrasen öppnar inte den säkerhetskopian. Skriv den lösenfras som gällde när kopian gjordes, eller återställningsnyckeln från då.',
    exit: 3,
  },
  NO_KEYRING_COPY: {
    message:
      'Ingen sparad nyckelfil öppnar arbetsytan med den lösenfrasen. Pröva en tidigare lösenfras eller återställningsnyckeln, eller återställ hela arbetsytan från en säkerhetskopia.',
    exit: 3,
  },
  KEYRING_MISSING: {
    message:
      'Nyckelfilen {file} saknas. Den ska ligga bredvid arbetsytan; hämta den från samma plats eller säkerhetskopia.',
    exit: 3,
  },
  KEYRING_DAMAGED: {
    message: 'Nyckelfilen {file} är skadad. Hämta den från en säkerhetskopia; arbetsytan i sig är orörd.',
    exit: 3,
  },
  KEYRING_FROM_NEWER_APP: {
    message: 'Nyckelfilen {file} är skapad med en nyare Lärdom. Uppdatera programmet; filerna är orörda.',
    exit: 3,
  },
  KEYRING_TOO_OLD: {
    message:
      'Nyckelfilen {file} är skapad med en provversion av Lärdom, vars form inte längre går att läsa. Öppna arbetsytan med den versionen, eller skapa en ny. Filerna är orörda.',
    exit: 3,
  },
  KEYRING_FOREIGN: {
    message:
      'Lösenfrasen stämmer för nyckelfilen {file}, men den öppnar inte arbetsytan: filerna hör inte ihop, eller så är arbetsytan skadad i sin början. Hämta båda från samma plats eller säkerhetskopia.',
    exit: 3,
  },
  WHICH_ACCOUNT: {
    message:
      'Lösenfrasen passar till flera konton ({names}), så Lärdom vet inte vem du är. Be arbetsytans administratör ge ett av dem en ny tillfällig lösenfras.',
    exit: 3,
  },
  DEVICE_KEY_GONE: {
    message: 'Den här datorn kan inte längre låsa upp åt dig. Skriv lösenfrasen.',
    exit: 3,
  },
  PASSPHRASE_MUST_CHANGE: {
    message: 'Du använder en tillfällig lösenfras. Välj en egen innan du fortsätter.',
    exit: 3,
  },
  DB_DAMAGED: {
    message:
      'Arbetsytan {file} är skadad: {detail}. Inget har ändrats. Återställ den från en säkerhetskopia.',
    exit: 3,
  },
  DB_FROM_NEWER_APP: {
    message:
      'Arbetsytan är skapad med en nyare Lärdom (format {found}, den här kan {supported}). Uppdatera programmet; filen är orörd.',
    exit: 3,
  },
  MIGRATION_FAILED: {
    message:
      'Arbetsytan kunde inte uppdateras till den här versionen ({detail}). Den är orörd; säkerhetskopian ligger i {backup}.',
    exit: 3,
  },
  DISK_FULL: {
    message: 'Disken är full. Frigör utrymme och försök igen; det som redan var sparat är kvar.',
    exit: 6,
    retry: true,
  },
  NO_PERMISSION: {
    message: 'Det går inte att läsa eller skriva {file}. Kontrollera att du har rätt till mappen.',
    exit: 6,
  },
  WRITE_FAILED: {
    message: '{file} kunde inte skrivas: {detail}. Välj en annan plats och försök igen.',
    exit: 6,
  },
  PERSONNUMMER_IN_TEXT: {
    message:
      'Texten i fältet ”{label}” ser ut att innehålla ett personnummer. Ta bort det; personnummer får bara stå i särskilda fält.',
    exit: 4,
  },
  ATTACHMENT_REFUSED: { message: '{detail}', exit: 4 },
  ATTACHMENT_DAMAGED: {
    message:
      'Bilagan {name} är skadad: innehållet är inte det som lades till, så den öppnas inte. Hämta den ur en säkerhetskopia.',
    exit: 5,
  },
  SOURCE_INVALID: { message: 'Källfilen {file} kan inte läsas in: {detail}', exit: 4 },
  VERIFY_FAILED: { message: 'Kontrollen hittade fel: {detail}', exit: 5 },
  PRINTER_MISSING: {
    message:
      'Det finns ingen skrivare som ger en tillgänglig PDF på den här datorn. Installera Chromium, eller välj Word eller HTML. ({detail})',
    exit: 6,
  },
  SERVICE_GONE: {
    message:
      'Datatjänsten stannade och har startats om. Lås upp arbetsytan igen; det som var sparat är kvar.',
    exit: 1,
    retry: true,
  },
  SERVICE_STOPPED: {
    message:
      'Datatjänsten stannar gång på gång och startas inte om av sig själv. Stäng Lärdom och öppna det igen; det som var sparat är kvar.',
    exit: 1,
  },
  CANCELLED: { message: 'Avbrutet. Inget har ändrats.', exit: 1 },
  INTERNAL: {
    message:
      'Ett oväntat fel inträffade (referens {ref}). Det som var sparat är kvar. Försök igen, och hör av dig om det upprepas.',
    exit: 1,
  },
} as const satisfies Record<string, ErrorSpec>

export type ErrorCode = keyof typeof ERRORS

/** How an error crosses a process boundary: never a stack. */
export interface ErrorValue {
  readonly code: ErrorCode
  readonly message: string
  readonly field?: string
  readonly retry?: true
}

type Params = Readonly<Record<string, string | number>>

/** An expected failure. Thrown inside a process, turned into an {@link ErrorValue} at its edge. */
export class LardomError extends Error {
  readonly code: ErrorCode
  readonly field: string | undefined

  constructor(code: ErrorCode, params: Params = {}, options: { field?: string; cause?: unknown } = {}) {
    super(fill(ERRORS[code].message, params), { cause: options.cause })
    this.name = 'LardomError'
    this.code = code
    this.field = options.field
  }

  toValue(): ErrorValue {
    const spec: ErrorSpec = ERRORS[this.code]
    return {
      code: this.code,
      message: this.message,
      ...(this.field === undefined ? {} : { field: this.field }),
      ...(spec.retry ? { retry: true as const } : {}),
    }
  }

  /** Rebuilds an error that crossed a boundary, message and all. */
  static fromValue(value: ErrorValue): LardomError {
    const error = new LardomError(value.code, {}, value.field === undefined ? {} : { field: value.field })
    error.message = value.message
    return error
  }
}

/** Exit code for the terminal; see ERRORS. */
export function exitCode(code: ErrorCode): number {
  return ERRORS[code].exit
}

function fill(template: string, params: Params): string {
  return template.replace(/\{(\w+)\}/g, (_, name: string) => String(params[name] ?? ''))
}
