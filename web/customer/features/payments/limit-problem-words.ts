import { defineWords } from '../../../kit/words.ts'

/** The words for a payment that is more than the customer's own limit. */
export const useLimitProblemWords = defineWords('limit-problem', {
  en: {
    exceeds: 'This is more than the limit that you set. Nothing was sent.',
    exceedsPayment: 'In one payment at most {{limit}}.',
    exceedsDay: 'In one day at most {{limit}}, of which {{left}} is left until {{time}}.',
    toLimits: 'Your limits',
  },
  hi: {
    exceeds: 'यह आपकी रखी हुई सीमा से ज़्यादा है। कुछ नहीं भेजा गया।',
    exceedsPayment: 'एक बार में ज़्यादा से ज़्यादा {{limit}}।',
    exceedsDay: 'एक दिन में ज़्यादा से ज़्यादा {{limit}}; {{time}} तक इसमें से {{left}} बाकी है।',
    toLimits: 'आपकी सीमाएँ',
  },
})
