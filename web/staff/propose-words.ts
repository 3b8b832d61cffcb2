import { defineWords } from '../kit/words.ts'

/** The words of asking for what two people decide. */
export const useProposeWords = defineWords('staff-propose', {
  en: {
    why: 'Why',
    whyHint: 'The second person reads it.',
    missing: 'Please write a few words.',
    differenceMore: 'You sign the difference; a second person has to sign it too.',
    nothing: 'Nothing is different yet.',
    propose: 'Sign and ask for it',
    asked: 'It waits for a second person, under “To be signed”.',
    log: 'What was asked for',
    logNone: 'Nobody has asked for anything yet.',
    did_waiting: '{{name}} asked for it; it waits',
    did_granted: '{{name}} asked for it, {{other}} granted it',
    did_denied: '{{name}} asked for it, {{other}} denied it',
    did_withdrawn: '{{name}} asked for it and withdrew it',
    did_expired: '{{name}} asked for it; nobody decided in time',
  },
  hi: {
    why: 'क्यों',
    whyHint: 'दूसरा व्यक्ति इसे पढ़ेगा।',
    missing: 'कृपया कुछ शब्द लिखें।',
    differenceMore: 'आप फ़र्क़ पर दस्तख़त करते हैं; दूसरे को भी करना होगा।',
    nothing: 'अभी कुछ नहीं बदला।',
    propose: 'दस्तख़त करें और माँगें',
    asked: 'अब दूसरे का इंतज़ार है, “दस्तख़त बाकी” में।',
    log: 'क्या माँगा गया',
    logNone: 'अभी किसी ने कुछ नहीं माँगा।',
    did_waiting: '{{name}} ने माँगा; रुका है',
    did_granted: '{{name}} ने माँगा, {{other}} ने मंज़ूर किया',
    did_denied: '{{name}} ने माँगा, {{other}} ने मना किया',
    did_withdrawn: '{{name}} ने माँगा और वापस लिया',
    did_expired: '{{name}} ने माँगा; समय पर किसी ने तय नहीं किया',
  },
})
