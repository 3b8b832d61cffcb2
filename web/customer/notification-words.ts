import type { NotificationView } from '#wire/notifications'
import { moneyOf } from '../kit/currency.ts'
import { formatMoney } from '../kit/money-format.ts'
import { defineWords, useLanguage } from '../kit/words.ts'

type Told = Pick<NotificationView, 'kind' | 'amount' | 'other'>

const useWords = defineWords('notification', {
  en: {
    arrived: '{{amount}} came in from {{other}}.',
    arrivedAlone: '{{amount}} came in.',
    challenged: 'A payment of {{amount}} waits for your choice.',
    held: 'A person at the bank is looking at a payment of {{amount}}. The money is set aside.',
    stopped: 'A payment of {{amount}} was stopped. Your money is where it was.',
    waiting: 'A payment of {{amount}} is set aside and goes later. Until then one tap takes it back.',
    gone: 'The waiting time is over: a payment of {{amount}} has gone.',
    released: 'A payment of {{amount}} was looked at and goes on.',
    returned: 'A payment of {{amount}} was not sent. The money is yours again.',
    'given-back': 'A payment of {{amount}} could not go. The money is yours again.',
    expired: 'The rest of a payment of {{amount}} was not sent. It is yours again.',
    'request-received': '{{other}} asks you for {{amount}}.',
    'request-receivedAlone': 'Somebody asks you for {{amount}}.',
    'request-reminded': '{{other}} still asks you for {{amount}}.',
    'request-remindedAlone': 'Somebody still asks you for {{amount}}.',
    'request-paid': '{{other}} paid the {{amount}} that you asked for.',
    'request-paidAlone': 'The {{amount}} that you asked for was paid.',
    'request-declined': '{{other}} declined your request for {{amount}}.',
    'request-declinedAlone': 'Your request for {{amount}} was declined.',
    'request-expired': 'A request for {{amount}} was not answered in time and is over.',
    'order-sent': 'Your planned payment of {{amount}} to {{other}} has gone.',
    'order-sentAlone': 'Your planned payment of {{amount}} has gone.',
    'order-failed': 'Your planned payment of {{amount}} to {{other}} could not go. Nothing was moved.',
    'order-failedAlone': 'Your planned payment of {{amount}} could not go. Nothing was moved.',
    'order-paused': 'A planned payment of {{amount}} failed too often and is paused.',
    'order-ended': 'The planned payments of {{amount}} have ended.',
    'password-changed': 'Your password was changed.',
    'phone-changed': 'Your phone number was changed.',
    'device-new': 'Somebody signed in to your account on a new device.',
    'passkey-added': 'A passkey was added to your account.',
    'passkey-removed': 'A passkey was removed from your account.',
    'app-added': 'An authenticator app now gives codes for your account.',
    'app-removed': 'An authenticator app was removed from your account.',
    'pin-set': 'The PIN of your account was set.',
    'recovery-codes-made': 'New recovery codes were made; earlier ones no longer work.',
    'recovery-code-used': 'A recovery code of your account was used.',
    'device-bound': 'A device was confirmed as yours and can prove that it is you.',
    'device-revoked': 'A device of yours no longer proves that it is you.',
    'webhook-off': 'A webhook endpoint that you made was switched off.',
  },
  hi: {
    arrived: '{{other}} से {{amount}} आए।',
    arrivedAlone: '{{amount}} आए।',
    challenged: '{{amount}} का एक भुगतान आपके चुनाव का इंतज़ार कर रहा है।',
    held: 'बैंक का कोई इंसान {{amount}} का एक भुगतान देख रहा है। पैसे अलग रखे हैं।',
    stopped: '{{amount}} का एक भुगतान रोका गया। आपके पैसे जहाँ थे वहीं हैं।',
    waiting: '{{amount}} अलग रखे हैं और बाद में जाएँगे। तब तक एक बार दबा कर वापस ले सकते हैं।',
    gone: 'रुकने का समय पूरा हुआ: {{amount}} का भुगतान चला गया।',
    released: '{{amount}} का एक भुगतान देखा गया और आगे जा रहा है।',
    returned: '{{amount}} का एक भुगतान नहीं भेजा गया। पैसे फिर आपके हैं।',
    'given-back': '{{amount}} का एक भुगतान नहीं जा सका। पैसे फिर आपके हैं।',
    expired: '{{amount}} के एक भुगतान का बाकी हिस्सा नहीं भेजा गया। वह फिर आपका है।',
    'request-received': '{{other}} ने आपसे {{amount}} माँगे हैं।',
    'request-receivedAlone': 'किसी ने आपसे {{amount}} माँगे हैं।',
    'request-reminded': '{{other}} अब भी आपसे {{amount}} माँग रहे हैं।',
    'request-remindedAlone': 'कोई अब भी आपसे {{amount}} माँग रहा है।',
    'request-paid': '{{other}} ने आपके माँगे {{amount}} दिए।',
    'request-paidAlone': 'आपके माँगे {{amount}} मिल गए।',
    'request-declined': '{{other}} ने {{amount}} की आपकी माँग मना की।',
    'request-declinedAlone': '{{amount}} की आपकी माँग मना हुई।',
    'request-expired': '{{amount}} की माँग का समय पर जवाब नहीं आया, वह पूरी हुई।',
    'order-sent': '{{other}} को {{amount}} का आपका तय भुगतान चला गया।',
    'order-sentAlone': '{{amount}} का आपका तय भुगतान चला गया।',
    'order-failed': '{{other}} को {{amount}} का आपका तय भुगतान नहीं जा सका। कुछ नहीं हिला।',
    'order-failedAlone': '{{amount}} का आपका तय भुगतान नहीं जा सका। कुछ नहीं हिला।',
    'order-paused': '{{amount}} का तय भुगतान कई बार नहीं जा सका और रुका है।',
    'order-ended': '{{amount}} के तय भुगतान पूरे हुए।',
    'password-changed': 'आपका पासवर्ड बदला गया।',
    'phone-changed': 'आपका फ़ोन नंबर बदला गया।',
    'device-new': 'आपके खाते में नए उपकरण से साइन इन हुआ।',
    'passkey-added': 'आपके खाते में पासकी जोड़ी गई।',
    'passkey-removed': 'आपके खाते से पासकी हटाई गई।',
    'app-added': 'अब एक ऐप आपके खाते के कोड देता है।',
    'app-removed': 'आपके खाते से कोड वाला ऐप हटाया गया।',
    'pin-set': 'आपके खाते का पिन बनाया गया।',
    'recovery-codes-made': 'वापसी के नए कोड बने; पुराने अब नहीं चलते।',
    'recovery-code-used': 'आपके खाते का वापसी का एक कोड इस्तेमाल हुआ।',
    'device-bound': 'एक उपकरण आपका माना गया और साबित कर सकता है कि यह आप हैं।',
    'device-revoked': 'आपका एक उपकरण अब यह साबित नहीं करता कि यह आप हैं।',
    'webhook-off': 'आपका बनाया एक वेबहुक बंद हुआ।',
  },
})

const namesSomebody = new Set<NotificationView['kind']>([
  'arrived',
  'request-received',
  'request-reminded',
  'request-paid',
  'request-declined',
  'order-sent',
  'order-failed',
])

/** Returns what says a notification in one sentence. */
export const useSentence = (): ((told: Told) => string) => {
  const say = useWords()
  const language = useLanguage()
  return ({ kind, amount, other }) => {
    const shown = amount ? formatMoney(moneyOf(amount.currency, amount.minor), language) : ''
    const key = (other === null && namesSomebody.has(kind) ? `${kind}Alone` : kind) as typeof kind
    return say(key, { amount: shown, other: other ?? '' })
  }
}
