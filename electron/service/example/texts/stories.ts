import { OPEN_CARE_STORIES } from './openCareStories.ts'
import { SPECIALIST_STORIES } from './specialistStories.ts'
import type { Story } from './story.ts'
import { WARD_STORIES } from './wardStories.ts'

/** Invented serious events with their analyses. None retells a real one. */
export const STORIES: readonly Story[] = [...WARD_STORIES, ...SPECIALIST_STORIES, ...OPEN_CARE_STORIES]
