import { defineWords } from '../../../kit/words.ts'

/** The words around a code of six digits. */
export const useCodeWords = defineWords('code', {
  en: {
    six: 'A code has six digits. Please look at the message again.',
    go: 'Continue',
    again: 'Send another code',
    in_one: 'in one second',
    in_other: 'in {{count}} seconds',
    demo: 'This bank is a demo and sends nothing out.',
    outbox: 'Open its outbox and read the code there',
  },
  hi: {
    six: 'कोड में छह अंक होते हैं। कृपया संदेश फिर से देखें।',
    go: 'आगे बढ़ें',
    again: 'दूसरा कोड भेजें',
    in_one: 'एक सेकंड में',
    in_other: '{{count}} सेकंड में',
    demo: 'यह बैंक नमूना है और बाहर कुछ नहीं भेजता।',
    outbox: 'इसकी डाक खोल कर कोड पढ़ें',
  },
})
