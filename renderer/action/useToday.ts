import { useState } from 'react'
import { swedishDay } from '../../shared/time/dates.ts'

/** The day in Sweden when the page was opened. */
export function useToday(): string {
  const [today] = useState(() => swedishDay(new Date()))
  return today
}
