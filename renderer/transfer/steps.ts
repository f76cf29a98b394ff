/** The five steps from a file to the register; each has an address. */
export const STEPS = ['filen', 'kolumner', 'varden', 'provkorning', 'klart'] as const
export type StepKey = (typeof STEPS)[number]

export const STEP_TITLES: Readonly<Record<StepKey, string>> = {
  filen: 'Filen',
  kolumner: 'Kolumner',
  varden: 'Värden',
  provkorning: 'Provkörning',
  klart: 'Klart',
}

export function isStep(text: string | undefined): text is StepKey {
  return STEPS.some((step) => step === text)
}
