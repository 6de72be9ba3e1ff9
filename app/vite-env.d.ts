/// <reference types="vite/client" />

// Set by vite.config.ts; undefined where Vite did not build the page (tests).
interface ImportMetaEnv {
  readonly PAGE_SCRIPT_URL?: string;
  readonly SCHOOL_SEARCH_SCRIPT_URL?: string;
  readonly SCHEDULE_CALENDAR_SCRIPT_URL?: string;
}
