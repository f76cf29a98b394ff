import { ACUTE_STORIES } from './acuteStories.ts'
import { DIAGNOSTIC_STORIES } from './diagnosticStories.ts'
import { OPEN_CARE_STORIES } from './openCareStories.ts'
import { PRIMARY_CARE_STORIES } from './primaryCareStories.ts'
import { PSYCHIATRY_STORIES } from './psychiatryStories.ts'
import { SURGERY_STORIES } from './surgeryStories.ts'
import { WARD_STORIES } from './wardStories.ts'
import type { Story } from './story.ts'

/** Invented serious events with their analyses. None retells a real one. */
export const STORIES: readonly Story[] = [
  ...WARD_STORIES,
  ...ACUTE_STORIES,
  ...SURGERY_STORIES,
  ...PSYCHIATRY_STORIES,
  ...DIAGNOSTIC_STORIES,
  ...PRIMARY_CARE_STORIES,
  ...OPEN_CARE_STORIES,
]
