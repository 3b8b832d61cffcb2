import { defineWords } from '../kit/words.ts'

/** The words of the frame around every page. */
export const useShellWords = defineWords('shell', {
  en: {
    overview: 'Home',
    send: 'Send',
    deposit: 'Deposit',
    withdraw: 'Withdraw',
    history: 'History',
    profileOf: '{{name}}, your profile',
    nothingHere: 'There is no page here',
    nothingHereMore: 'The address may be old, or one letter of it is wrong.',
    toHome: 'To the first page',
    recovery: 'Somebody wants to get into your account anew.',
    recoveryMore: 'From {{time}} on they can set a new password, and you are signed out. If it is not you, stop it.',
    recoveryStop: 'Stop it',
  },
  hi: {
    overview: 'मुखपृष्ठ',
    send: 'भेजें',
    deposit: 'जमा',
    withdraw: 'निकालें',
    history: 'हिसाब',
    profileOf: '{{name}}, आपकी जानकारी',
    nothingHere: 'यहाँ कोई पन्ना नहीं है',
    nothingHereMore: 'पता पुराना हो सकता है, या एक अक्षर ग़लत है।',
    toHome: 'पहले पन्ने पर',
    recovery: 'कोई आपके खाते में नए सिरे से आना चाहता है।',
    recoveryMore: '{{time}} से वह नया पासवर्ड बना सकता है, और आप बाहर हो जाएँगे। अगर यह आप नहीं हैं, तो रोकें।',
    recoveryStop: 'रोकें',
  },
})
