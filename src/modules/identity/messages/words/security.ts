/** What a person is told of their own ways in, on every channel. */
import type { MessageWords } from './text.ts'

export const securityWords = {
  'password-changed': {
    en: {
      subject: 'Your password was changed',
      text: 'Bankserver: your password was changed on {time}. If it was not you, get your access back at once: {link}',
    },
    hi: {
      subject: 'आपका पासवर्ड बदला गया',
      text: 'Bankserver: {time} को आपका पासवर्ड बदला गया। अगर यह आपने नहीं किया, तो तुरंत अपना खाता वापस लें: {link}',
    },
  },
} as const satisfies MessageWords
