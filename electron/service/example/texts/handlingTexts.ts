/** Short texts about how a report was handled. Roles only, never names. */

export const NOT_INFORMED = [
  'Patienten kan inte ta emot information just nu. Närstående kontaktas av ansvarig läkare.',
  'Patienten har flyttats till annan vårdgivare. Information ges per telefon.',
  'Patienten har inte gått att nå. Brev är skickat.',
  'Information planeras vid nästa besök.',
] as const

export const CAUSES = [
  'Hög arbetsbelastning gjorde att planerade uppgifter inte hanns med.',
  'Uppgiften fanns i journaltext men inte där den används, vilket gjorde att den inte sågs.',
  'Rutinen var inte känd av alla i arbetslaget.',
  'Överlämningen hade ingen fast ordning, så viktig information kom inte med.',
  'Ansvaret mellan enheterna var otydligt.',
  'Utrustningen var svår att använda rätt under stress.',
  'Avbrott under arbetet ökade risken för förväxling.',
  'Introduktionen hade inte hunnit ta upp momentet.',
  'Systemets varningar är så många att viktiga inte märks.',
  'Bemanningen räckte inte vid samtidiga händelser.',
  'Patientens egna uppgifter frågades inte efter.',
  'Två arbetssätt användes parallellt på enheten.',
] as const

export const FEEDBACK = [
  'Tack för rapporten. Händelsen har tagits upp på arbetsplatsträff och rutinen är genomgången.',
  'Tack! Åtgärden är beslutad och följs upp om tre månader.',
  'Rapporten har bidragit till att utrustningen byts ut.',
  'Händelsen är utredd. Arbetslaget har fått del av lärdomarna.',
  'Tack för att du rapporterade. Liknande händelser följs varje månad.',
  'Vi har talat med berörd enhet och kommit överens om ett nytt arbetssätt.',
] as const

export const REJECTED = [
  'Rör arbetsmiljö och har förts över till arbetsmiljösystemet.',
  'Samma händelse är redan rapporterad.',
] as const

export const HANDED_OVER = [
  'Överförd till kommunen, som äger den del av vården som ärendet gäller.',
  'Överförd till mottagande förvaltning för utredning.',
] as const
