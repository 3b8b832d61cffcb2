/** What registration sends. */
import type { MessageWords } from './text.ts'

export const registrationWords = {
  'registration-code': {
    en: {
      subject: 'Your code for Bankserver',
      text: '{code} is your code for opening an account at Bankserver. It holds for 10 minutes. Nobody at the bank will ask you for it.',
    },
    hi: {
      subject: 'Bankserver के लिए आपका कोड',
      text: '{code} Bankserver में खाता खोलने का आपका कोड है। यह 10 मिनट चलेगा। बैंक का कोई भी व्यक्ति इसे आपसे नहीं पूछेगा।',
    },
  },
  'already-customer': {
    en: {
      subject: 'You have an account already',
      text: 'Somebody wants to open an account at Bankserver with this {where}. You are our customer already, so nothing was opened. If it was you, sign in: {link} If it was not, there is nothing for you to do.',
    },
    hi: {
      subject: 'आपका खाता पहले से है',
      text: 'कोई इस {where} से Bankserver में खाता खोलना चाहता है। आप पहले से हमारे ग्राहक हैं, इसलिए कुछ नहीं खुला। अगर यह आप थे, तो साइन इन करें: {link} अगर नहीं, तो आपको कुछ नहीं करना है।',
    },
  },
} as const satisfies MessageWords
