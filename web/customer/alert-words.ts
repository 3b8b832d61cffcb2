import type { AlertView } from '#wire/fraud'
import { defineWords } from '../kit/words.ts'

/** What a customer is told of. */
export type CustomerAlert = Exclude<AlertView['kind'], 'review' | 'case' | 'statement'>

export const isCustomerAlert = (alert: AlertView): alert is AlertView & { kind: CustomerAlert } =>
  alert.kind !== 'review' && alert.kind !== 'case' && alert.kind !== 'statement'

export const useAlertWords = defineWords('customer-alert', {
  en: {
    look: 'Look at it',
    challenged: 'A payment of {{amount}} waits for your choice.',
    held: 'A person at the bank is looking at a payment of {{amount}}. The money is set aside.',
    stopped: 'A payment of {{amount}} was stopped. Your money is where it was.',
    waiting: 'A payment of {{amount}} is set aside and goes later. Until then one tap takes it back.',
    gone: 'The waiting time is over: a payment of {{amount}} has gone.',
    released: 'A payment of {{amount}} was looked at and goes on.',
    returned: 'A payment of {{amount}} was not sent. The money is yours again.',
    'given-back': 'A payment of {{amount}} could not go. The money is yours again.',
    expired: 'The rest of a payment of {{amount}} was not sent. It is yours again.',
    received: 'You have received {{amount}}.',
  },
  hi: {
    look: 'देखें',
    challenged: '{{amount}} का एक भुगतान आपके चुनाव का इंतज़ार कर रहा है।',
    held: 'बैंक का कोई इंसान {{amount}} का एक भुगतान देख रहा है। पैसे अलग रखे हैं।',
    stopped: '{{amount}} का एक भुगतान रोका गया। आपके पैसे जहाँ थे वहीं हैं।',
    waiting: '{{amount}} अलग रखे हैं और बाद में जाएँगे। तब तक एक बार दबा कर वापस ले सकते हैं।',
    gone: 'रुकने का समय पूरा हुआ: {{amount}} का भुगतान चला गया।',
    released: '{{amount}} का एक भुगतान देखा गया और आगे जा रहा है।',
    returned: '{{amount}} का एक भुगतान नहीं भेजा गया। पैसे फिर आपके हैं।',
    'given-back': '{{amount}} का एक भुगतान नहीं जा सका। पैसे फिर आपके हैं।',
    expired: '{{amount}} के एक भुगतान का बाकी हिस्सा नहीं भेजा गया। वह फिर आपका है।',
    received: 'आपको {{amount}} मिले।',
  },
})
