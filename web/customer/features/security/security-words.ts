import { defineWords } from '../../../kit/words.ts'

/** The words of the page about passkeys, devices and sign-ins. */
export const useSecurityWords = defineWords('security', {
  en: {
    title: 'Security',
    sessions: 'Where you are signed in',
    someBrowser: 'A browser that we do not know',
    here: 'this one',
    lastSeen: 'last used {{time}}',
    end: 'Sign out',
    endOfSince: 'Sign out {{browser}}, signed in {{time}}',
    timeline: 'Recent sign-ins',
    timelineMore: 'The last ninety days. If one of them was not you, sign it out and change your password.',
    password_: 'with the password',
    passkey_: 'with a passkey',
    registration_: 'when you registered',
    firstTime: 'for the first time',
    today: 'today, {{time}}',
    yesterday: 'yesterday, {{time}}',
  },
  hi: {
    title: 'सुरक्षा',
    sessions: 'आप कहाँ-कहाँ अंदर हैं',
    someBrowser: 'कोई ब्राउज़र जिसे हम नहीं जानते',
    here: 'यही',
    lastSeen: 'पिछली बार {{time}}',
    end: 'बाहर करें',
    endOfSince: '{{browser}} से बाहर करें, अंदर आए {{time}}',
    timeline: 'हाल में कब अंदर आए',
    timelineMore: 'पिछले नब्बे दिन। इनमें से कोई आप नहीं थे, तो उसे बाहर करें और अपना पासवर्ड बदलें।',
    password_: 'पासवर्ड से',
    passkey_: 'पासकी से',
    registration_: 'नाम लिखाते समय',
    firstTime: 'पहली बार',
    today: 'आज, {{time}}',
    yesterday: 'कल, {{time}}',
  },
})
