import { defineWords } from '../kit/words.ts'

/** The words of a table of sessions. */
export const useSessionWords = defineWords('staff-sessions', {
  en: {
    openNone: 'Nowhere.',
    browser: 'Browser',
    someBrowser: 'A browser that we do not know',
    since: 'Since',
    used: 'Last used',
    how: 'How',
    password_: 'password',
    passkey_: 'passkey',
    registration_: 'registration',
  },
  hi: {
    openNone: 'कहीं नहीं।',
    browser: 'ब्राउज़र',
    someBrowser: 'अनजान ब्राउज़र',
    since: 'कब से',
    used: 'पिछली बार',
    how: 'कैसे',
    password_: 'पासवर्ड',
    passkey_: 'पासकी',
    registration_: 'पंजीकरण',
  },
})
