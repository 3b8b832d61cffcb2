/** What a customer is told when the bank itself did something to their ways in. */
import type { MessageWords } from './text.ts'

export const bankWords = {
  'access-locked': {
    en: {
      subject: 'We have locked your access',
      text: 'Bankserver: on {time} we locked your access, so nobody can sign in as you. Your money is where it was. Come to the counter or call us to get it back.',
    },
    hi: {
      subject: 'हमने आपके खाते में आना रोक दिया है',
      text: 'Bankserver: {time} को हमने आपके खाते में आना रोक दिया, ताकि आपके नाम से कोई अंदर न आ सके। आपके पैसे जहाँ थे वहीं हैं। इसे फिर खुलवाने के लिए काउंटर पर आएँ या हमें फ़ोन करें।',
    },
  },
  'access-given': {
    en: {
      subject: 'You can sign in again',
      text: 'Bankserver: since {time} you can sign in again: {link}',
    },
    hi: {
      subject: 'आप फिर अंदर आ सकते हैं',
      text: 'Bankserver: {time} से आप फिर अंदर आ सकते हैं: {link}',
    },
  },
  'signed-out-by-bank': {
    en: {
      subject: 'We have signed you out everywhere',
      text: 'Bankserver: on {time} we signed you out on every device. You can sign in again at once: {link}',
    },
    hi: {
      subject: 'हमने आपको हर जगह से बाहर किया है',
      text: 'Bankserver: {time} को हमने आपको हर फ़ोन और कंप्यूटर से बाहर किया। आप तुरंत फिर अंदर आ सकते हैं: {link}',
    },
  },
} as const satisfies MessageWords
