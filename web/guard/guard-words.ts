import { defineWords } from '../kit/words.ts'

/** The words of the guard: what stands out in a text that somebody else wrote, and time to read it. */
export const useGuardWords = defineWords('guard', {
  en: {
    warned: 'Please read this before you send',
    warnedMore: 'Nothing has been sent. If somebody told you on the phone to do this, hang up first.',
    warnedStop: 'Do not send',
    warnedGo: 'Send all the same',
    warnedWait: 'Send all the same, in {{count}} s',
    warnedReady: 'You can go on now, or choose not to send.',
    shown: 'We looked at what {{name}} wrote, and this stands out:',
  },
  hi: {
    warned: 'भेजने से पहले कृपया इसे पढ़ें',
    warnedMore: 'कुछ नहीं भेजा गया है। अगर किसी ने फ़ोन पर ऐसा करने को कहा है, तो पहले फ़ोन रख दें।',
    warnedStop: 'न भेजें',
    warnedGo: 'फिर भी भेजें',
    warnedWait: 'फिर भी भेजें, {{count}} सेकंड में',
    warnedReady: 'अब आप आगे बढ़ सकते हैं, या न भेजना चुन सकते हैं।',
    shown: '{{name}} ने जो लिखा, हमने देखा, और यह अलग लगता है:',
  },
})
