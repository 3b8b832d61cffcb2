import { defineWords } from '../../../kit/words.ts'

/** The words of the page that tells who read what. */
export const useLogWords = defineWords('staff-readings', {
  en: {
    title: 'Who read what',
    lead: 'Every look of staff at a customer, written before anything was shown. Nobody can change or delete a line, the bank itself neither.',
    none: 'Nobody has looked.',
    who: 'Who',
    whom: 'Whom and what',
    why: 'Why',
    when: 'When',
    choice: 'The reason',
    every: 'Every reason',
    all: 'Show all again',
    andMore: 'and {{count}} more',
    altered: 'Altered in the database: the words do not open',
  },
  hi: {
    title: 'किसने क्या देखा',
    lead: 'कर्मचारियों ने ग्राहकों को जब भी देखा, दिखाने से पहले लिखा गया। कोई भी पंक्ति बदली या मिटाई नहीं जा सकती, बैंक से भी नहीं।',
    none: 'किसी ने नहीं देखा।',
    who: 'कौन',
    whom: 'किसको, और क्या',
    why: 'क्यों',
    when: 'कब',
    choice: 'वजह',
    every: 'हर वजह',
    all: 'फिर सब दिखाएँ',
    andMore: 'और {{count}}',
    altered: 'डेटाबेस में बदला गया: शब्द नहीं खुलते',
  },
})
