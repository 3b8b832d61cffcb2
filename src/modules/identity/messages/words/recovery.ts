/** What getting access back sends. */
import type { MessageWords } from './text.ts'

export const recoveryWords = {
  'recovery-code': {
    en: {
      subject: 'Your code for getting access back',
      text: '{code} is your code for getting back into Bankserver. It holds for 10 minutes. If you did not ask for it, somebody else did: tell them nothing. Nobody at the bank will ask you for it.',
    },
    hi: {
      subject: 'खाते में वापस आने का आपका कोड',
      text: '{code} Bankserver में वापस आने का आपका कोड है। यह 10 मिनट चलेगा। अगर आपने इसे नहीं माँगा, तो किसी और ने माँगा है: किसी को न बताएँ। बैंक का कोई भी व्यक्ति इसे आपसे नहीं पूछेगा।',
    },
  },
  'recovery-unknown': {
    en: {
      subject: 'No account has this email',
      text: 'Somebody wants to get back into an account at Bankserver with this email, but no account has it. If it was you, try another email or your phone number. If it was not, there is nothing for you to do.',
    },
    hi: {
      subject: 'इस ईमेल से कोई खाता नहीं है',
      text: 'कोई इस ईमेल से Bankserver के खाते में वापस आना चाहता है, पर इससे कोई खाता नहीं है। अगर यह आप थे, तो दूसरा ईमेल या अपना फ़ोन नंबर आज़माएँ। अगर नहीं, तो आपको कुछ नहीं करना है।',
    },
  },
  'recovery-started': {
    en: {
      subject: 'Somebody wants to get into your account anew',
      text: 'Bankserver: somebody proved with codes that they are you and asked for a new password. From {opens} on they can set one, and everybody else is signed out. If it is not you, stop it now: {cancel}',
    },
    hi: {
      subject: 'कोई आपके खाते में नए सिरे से आना चाहता है',
      text: 'Bankserver: किसी ने कोड से साबित किया कि वह आप हैं और नया पासवर्ड माँगा। {opens} से वह उसे बना सकता है, और बाकी सब बाहर हो जाएँगे। अगर यह आप नहीं हैं, तो अभी रोकें: {cancel}',
    },
  },
  'recovery-midway': {
    en: {
      subject: 'Half of the waiting time is over',
      text: 'Bankserver: from {opens} on, whoever asked for a new password for your account can set it. If it is not you, stop it now: {cancel}',
    },
    hi: {
      subject: 'आधा समय बीत गया',
      text: 'Bankserver: जिसने आपके खाते का नया पासवर्ड माँगा है, वह {opens} से उसे बना सकता है। अगर यह आप नहीं हैं, तो अभी रोकें: {cancel}',
    },
  },
  'recovery-open': {
    en: {
      subject: 'You can set a new password now',
      text: 'Bankserver: the waiting time is over. Go on in the browser in which you began, until {closes}. If it was not you who asked, stop it now: {cancel}',
    },
    hi: {
      subject: 'अब आप नया पासवर्ड बना सकते हैं',
      text: 'Bankserver: इंतज़ार पूरा हुआ। {closes} तक उसी ब्राउज़र में आगे बढ़ें जिसमें शुरू किया था। अगर यह आपने नहीं माँगा, तो अभी रोकें: {cancel}',
    },
  },
  'recovery-done': {
    en: {
      subject: 'Your account has a new way in',
      text: 'Bankserver: on {time} a new password or passkey was set for your account after the waiting time, and everybody was signed out. For a day nothing that needs proof can be done. If it was not you, call the bank.',
    },
    hi: {
      subject: 'आपके खाते का नया रास्ता बना',
      text: 'Bankserver: {time} को इंतज़ार के बाद आपके खाते का नया पासवर्ड या पासकी बनी, और सब बाहर हो गए। एक दिन तक ऐसा कुछ नहीं हो सकता जिसे साबित करना पड़े। अगर यह आपने नहीं किया, तो बैंक को फ़ोन करें।',
    },
  },
  'recovery-cancelled': {
    en: {
      subject: 'It was stopped',
      text: 'Bankserver: on {time} it was stopped that somebody gets into your account anew. Your password and your passkeys are as they were. If you did not stop it, somebody else uses your account: call the bank.',
    },
    hi: {
      subject: 'रोक दिया गया',
      text: 'Bankserver: {time} को आपके खाते में नए सिरे से आना रोक दिया गया। आपका पासवर्ड और पासकी पहले जैसे हैं। अगर आपने नहीं रोका, तो कोई और आपका खाता चला रहा है: बैंक को फ़ोन करें।',
    },
  },
} as const satisfies MessageWords
