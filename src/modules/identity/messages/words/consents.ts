/** What a customer is told of those whom they let act for them. */
import type { MessageWords } from './text.ts'

export const consentWords = {
  'consent-given': {
    en: {
      subject: '{client} has your consent',
      text: 'Bankserver: on {time} {client} got your consent to act for you. If it was not you, sign in, withdraw it in your profile and change your password: {link}',
    },
    hi: {
      subject: '{client} को आपकी इजाज़त मिली',
      text: 'Bankserver: {time} को {client} को आपके लिए काम करने की इजाज़त मिली। अगर यह आपने नहीं दी, तो साइन इन करके उसे अपनी जानकारी में वापस लें और पासवर्ड बदलें: {link}',
    },
  },
} as const satisfies MessageWords
