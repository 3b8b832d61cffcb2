import { defineWords } from '../../../kit/words.ts'

/** The words for a payment that is more than the customer's own limit. */
export const useLimitProblemWords = defineWords('limit-problem', {
  en: {
    exceeds: 'This is more than the limit that you set. Nothing was sent.',
    exceedsPayment: 'In one payment at most {{limit}}.',
    exceedsDay: 'In one day at most {{limit}}, of which {{left}} is left until {{time}}.',
    exceedsMonth: 'In one month at most {{limit}}.',
    exceedsNew: 'To people you first paid less than a day ago, in a day at most {{limit}}.',
    toLimits: 'Your limits',
  },
  hi: {
    exceeds: 'यह आपकी रखी हुई सीमा से ज़्यादा है। कुछ नहीं भेजा गया।',
    exceedsPayment: 'एक बार में ज़्यादा से ज़्यादा {{limit}}।',
    exceedsDay: 'एक दिन में ज़्यादा से ज़्यादा {{limit}}; {{time}} तक इसमें से {{left}} बाकी है।',
    exceedsMonth: 'एक महीने में ज़्यादा से ज़्यादा {{limit}}।',
    exceedsNew: 'जिन्हें पहली बार एक दिन से कम पहले दिया, उन्हें एक दिन में ज़्यादा से ज़्यादा {{limit}}।',
    toLimits: 'आपकी सीमाएँ',
  },
})
