import { defineWords } from '../../../kit/words.ts'

/** The words of the page of fees. */
export const useFeesWords = defineWords('fees', {
  en: {
    title: 'Fees',
    lead: 'Every fee of the bank stands here. You see it before you confirm a payment, and it is taken with the payment or not at all.',
    none: 'The bank takes no fees.',
    now: 'What holds now',
    later: 'From {{day}} on',
    laterNone: 'No fees.',
    since: 'Since {{day}}.',
    until: 'Until {{day}}.',
    limits: 'Your limits',
  },
  hi: {
    title: 'शुल्क',
    lead: 'बैंक का हर शुल्क यहाँ लिखा है। भुगतान की हाँ करने से पहले आप इसे देखते हैं, और यह भुगतान के साथ ही लिया जाता है, नहीं तो बिल्कुल नहीं।',
    none: 'बैंक कोई शुल्क नहीं लेता।',
    now: 'अभी क्या लागू है',
    later: '{{day}} से',
    laterNone: 'कोई शुल्क नहीं।',
    since: '{{day}} से।',
    until: '{{day}} तक।',
    limits: 'आपकी सीमाएँ',
  },
})
