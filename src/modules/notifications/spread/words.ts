/** What is said on the channels that have no page: a title, and a sentence. Nothing that somebody else wrote stands in them. */
import { type CurrencyCode, toDecimal } from '#platform/money'
import type { NotificationKind } from '../wire.ts'

interface Words {
  readonly title: string
  readonly text: string
}

/** Where nobody is named, `alone` is said. */
type Entry = Words & { readonly alone?: string }

export type Language = 'en' | 'hi'

const english: Readonly<Record<NotificationKind, Entry>> = {
  arrived: {
    title: '{amount} came in',
    text: '{amount} from {other} is in your account.',
    alone: '{amount} is in your account.',
  },
  challenged: {
    title: 'A payment waits for your choice',
    text: 'A payment of {amount} waits for your choice for 15 minutes. If it is not yours, open the bank and stop it.',
  },
  held: {
    title: 'A person is looking at a payment',
    text: 'A person at the bank is looking at your payment of {amount}. The money is set aside.',
  },
  stopped: {
    title: 'A payment was stopped',
    text: 'Your payment of {amount} was stopped. Your money is where it was.',
  },
  waiting: {
    title: 'A payment waits',
    text: 'Your payment of {amount} is set aside and goes later. Until then one tap takes it back.',
  },
  gone: { title: 'A payment has gone', text: 'The waiting time is over: your payment of {amount} has gone.' },
  released: { title: 'A payment goes on', text: 'Your payment of {amount} was looked at and goes on.' },
  returned: { title: 'A payment came back', text: 'Your payment of {amount} was not sent. The money is yours again.' },
  'given-back': {
    title: 'A payment could not go',
    text: 'Your payment of {amount} could not go. The money is yours again.',
  },
  expired: {
    title: 'A rest was not sent',
    text: 'The rest of your payment of {amount} was not sent. It is yours again.',
  },
  'request-received': {
    title: '{other} asks you for {amount}',
    text: '{other} asks you for {amount}. You owe nothing because somebody asks: look at it in the bank.',
    alone: 'Somebody asks you for {amount}. You owe nothing because somebody asks: look at it in the bank.',
  },
  'request-reminded': {
    title: '{other} reminds you',
    text: '{other} still asks you for {amount}. You can decline it in the bank.',
    alone: 'Somebody still asks you for {amount}. You can decline it in the bank.',
  },
  'request-paid': {
    title: 'Your request was paid',
    text: '{other} paid the {amount} that you asked for.',
    alone: 'The {amount} that you asked for was paid.',
  },
  'request-declined': {
    title: 'Your request was declined',
    text: '{other} declined your request for {amount}.',
    alone: 'Your request for {amount} was declined.',
  },
  'request-expired': {
    title: 'A request is over',
    text: 'A request for {amount} was not answered in time and is over.',
  },
  'order-sent': {
    title: 'A planned payment has gone',
    text: 'Your planned payment of {amount} to {other} has gone.',
    alone: 'Your planned payment of {amount} has gone.',
  },
  'order-failed': {
    title: 'A planned payment could not go',
    text: 'Your planned payment of {amount} to {other} could not go. Nothing was moved.',
    alone: 'Your planned payment of {amount} could not go. Nothing was moved.',
  },
  'order-paused': {
    title: 'A planned payment is paused',
    text: 'A standing order could not pay three times in a row and is paused. Look at it in the bank.',
  },
  'order-ended': { title: 'A standing order has ended', text: 'A standing order has paid for the last time.' },
  'charge-received': {
    title: '{other} wants to take {amount}',
    text: '{other} asks to take {amount} from your account. Nothing moves unless you accept it in the bank.',
    alone: 'A merchant asks to take {amount} from your account. Nothing moves unless you accept it in the bank.',
  },
  'charge-authorized': {
    title: '{amount} is set aside for you',
    text: '{other} accepted: {amount} is set aside, and you can take it.',
    alone: 'The payer accepted: {amount} is set aside, and you can take it.',
  },
  'charge-declined': {
    title: 'A charge was declined',
    text: '{other} declined your charge of {amount}.',
    alone: 'Your charge of {amount} was declined.',
  },
  'charge-captured': {
    title: '{other} took {amount}',
    text: '{other} took {amount} of what you had set aside.',
    alone: 'A merchant took {amount} of what you had set aside.',
  },
  'charge-ended': {
    title: 'Money is free again',
    text: 'What was still set aside for {other} is yours again.',
    alone: 'What was still set aside for a merchant is yours again.',
  },
  'dispute-opened': {
    title: 'A payment is disputed',
    text: '{other} disputes {amount} that you took. Answer in the bank within seven days.',
    alone: '{amount} that you took is disputed. Answer in the bank within seven days.',
  },
  'dispute-answered': {
    title: 'The merchant answered',
    text: '{other} answered your dispute of {amount}.',
    alone: 'The merchant answered your dispute of {amount}.',
  },
  'dispute-credited': {
    title: '{amount} is yours meanwhile',
    text: 'While your dispute is looked at, the bank has credited you with {amount}. If it is decided against you, it is taken back.',
  },
  'dispute-decided': {
    title: 'A dispute is decided',
    text: 'The dispute of {amount} with {other} is decided. See it in the bank.',
    alone: 'The dispute of {amount} is decided. See it in the bank.',
  },
  'password-changed': {
    title: 'Your password was changed',
    text: 'Your password was changed. If it was not you, open the bank at once.',
  },
  'phone-changed': {
    title: 'Your phone number was changed',
    text: 'Your phone number was changed. If it was not you, open the bank at once.',
  },
  'device-new': {
    title: 'A new device signed in',
    text: 'Somebody signed in to your account on a new device. If it was not you, open the bank at once.',
  },
  'passkey-added': {
    title: 'A passkey was added',
    text: 'A passkey was added to your account. If it was not you, open the bank at once.',
  },
  'passkey-removed': {
    title: 'A passkey was removed',
    text: 'A passkey was removed from your account. If it was not you, open the bank at once.',
  },
  'app-added': {
    title: 'An authenticator app was added',
    text: 'An authenticator app now gives codes for your account. If it was not you, open the bank at once.',
  },
  'app-removed': {
    title: 'An authenticator app was removed',
    text: 'An authenticator app was removed from your account. If it was not you, open the bank at once.',
  },
  'pin-set': {
    title: 'Your PIN was set',
    text: 'The PIN of your account was set. If it was not you, open the bank at once.',
  },
  'recovery-codes-made': {
    title: 'New recovery codes',
    text: 'New recovery codes were made for your account; earlier ones no longer work. If it was not you, open the bank at once.',
  },
  'recovery-code-used': {
    title: 'A recovery code was used',
    text: 'A recovery code of your account was used. If it was not you, open the bank at once.',
  },
  'device-bound': {
    title: 'A device proves for you',
    text: 'A device was confirmed as yours and can now prove that it is you. If it was not you, open the bank at once.',
  },
  'device-revoked': { title: 'A device was let go', text: 'A device of yours no longer proves that it is you.' },
  'webhook-off': {
    title: 'A webhook was switched off',
    text: 'A webhook endpoint that you made took nothing for days and was switched off. Look at it in the console.',
  },
  'locker-consent': {
    title: 'Your consent is asked for',
    text: 'Somebody at the branch asks for your consent about a locker. Nothing holds before you agree in the bank.',
  },
  'locker-denied': {
    title: 'Somebody was not let in to your locker',
    text: 'Somebody was not let in to your locker. Look at the picture and say whether it was you.',
  },
  'locker-locked': {
    title: 'Your locker is locked',
    text: 'Three wrong secrets were typed at your locker, so it is locked. Look at the picture and say whether it was you.',
  },
  'locker-opened': {
    title: 'Your locker was opened',
    text: 'Your locker was opened. If it was neither you nor somebody you chose, open the bank at once.',
  },
}

const hindi: Readonly<Record<NotificationKind, Entry>> = {
  arrived: {
    title: '{amount} आए',
    text: '{other} से {amount} आपके खाते में आए।',
    alone: '{amount} आपके खाते में आए।',
  },
  challenged: {
    title: 'एक भुगतान आपके चुनाव का इंतज़ार कर रहा है',
    text: '{amount} का एक भुगतान 15 मिनट आपके चुनाव का इंतज़ार करेगा। अगर यह आपका नहीं है, तो बैंक खोल कर रोकें।',
  },
  held: { title: 'एक भुगतान देखा जा रहा है', text: 'बैंक का कोई इंसान आपका {amount} का भुगतान देख रहा है। पैसे अलग रखे हैं।' },
  stopped: { title: 'एक भुगतान रोका गया', text: 'आपका {amount} का भुगतान रोका गया। आपके पैसे जहाँ थे वहीं हैं।' },
  waiting: {
    title: 'एक भुगतान रुका है',
    text: 'आपके {amount} अलग रखे हैं और बाद में जाएँगे। तब तक एक बार दबा कर वापस ले सकते हैं।',
  },
  gone: { title: 'एक भुगतान चला गया', text: 'रुकने का समय पूरा हुआ: आपका {amount} का भुगतान चला गया।' },
  released: { title: 'एक भुगतान आगे जा रहा है', text: 'आपका {amount} का भुगतान देखा गया और आगे जा रहा है।' },
  returned: { title: 'एक भुगतान लौट आया', text: 'आपका {amount} का भुगतान नहीं भेजा गया। पैसे फिर आपके हैं।' },
  'given-back': { title: 'एक भुगतान नहीं जा सका', text: 'आपका {amount} का भुगतान नहीं जा सका। पैसे फिर आपके हैं।' },
  expired: { title: 'बाकी हिस्सा नहीं भेजा गया', text: 'आपके {amount} के भुगतान का बाकी हिस्सा नहीं भेजा गया। वह फिर आपका है।' },
  'request-received': {
    title: '{other} ने {amount} माँगे',
    text: '{other} ने आपसे {amount} माँगे हैं। माँगने से कोई कर्ज़ नहीं बनता: बैंक में देखें।',
    alone: 'किसी ने आपसे {amount} माँगे हैं। माँगने से कोई कर्ज़ नहीं बनता: बैंक में देखें।',
  },
  'request-reminded': {
    title: '{other} याद दिला रहे हैं',
    text: '{other} अब भी आपसे {amount} माँग रहे हैं। बैंक में मना कर सकते हैं।',
    alone: 'कोई अब भी आपसे {amount} माँग रहा है। बैंक में मना कर सकते हैं।',
  },
  'request-paid': {
    title: 'आपकी माँग पूरी हुई',
    text: '{other} ने आपके माँगे {amount} दिए।',
    alone: 'आपके माँगे {amount} मिल गए।',
  },
  'request-declined': {
    title: 'आपकी माँग मना हुई',
    text: '{other} ने {amount} की आपकी माँग मना की।',
    alone: '{amount} की आपकी माँग मना हुई।',
  },
  'request-expired': { title: 'एक माँग का समय पूरा हुआ', text: '{amount} की माँग का समय पर जवाब नहीं आया, वह पूरी हुई।' },
  'order-sent': {
    title: 'तय भुगतान चला गया',
    text: '{other} को {amount} का आपका तय भुगतान चला गया।',
    alone: '{amount} का आपका तय भुगतान चला गया।',
  },
  'order-failed': {
    title: 'तय भुगतान नहीं जा सका',
    text: '{other} को {amount} का आपका तय भुगतान नहीं जा सका। कुछ नहीं हिला।',
    alone: '{amount} का आपका तय भुगतान नहीं जा सका। कुछ नहीं हिला।',
  },
  'order-paused': { title: 'तय भुगतान रुका है', text: 'एक स्थायी आदेश तीन बार लगातार नहीं चल सका और रुका है। बैंक में देखें।' },
  'order-ended': { title: 'तय भुगतान पूरे हुए', text: 'एक स्थायी आदेश आख़िरी बार चल चुका है।' },
  'charge-received': {
    title: '{other} {amount} लेना चाहते हैं',
    text: '{other} आपके खाते से {amount} लेना चाहते हैं। जब तक आप बैंक में हाँ न करें, कुछ नहीं हिलता।',
    alone: 'एक दुकान आपके खाते से {amount} लेना चाहती है। जब तक आप बैंक में हाँ न करें, कुछ नहीं हिलता।',
  },
  'charge-authorized': {
    title: '{amount} आपके लिए अलग रखे हैं',
    text: '{other} ने हाँ की: {amount} अलग रखे हैं, आप ले सकते हैं।',
    alone: 'ग्राहक ने हाँ की: {amount} अलग रखे हैं, आप ले सकते हैं।',
  },
  'charge-declined': {
    title: 'आपकी वसूली मना हुई',
    text: '{other} ने {amount} की आपकी वसूली मना की।',
    alone: '{amount} की आपकी वसूली मना हुई।',
  },
  'charge-captured': {
    title: '{other} ने {amount} लिए',
    text: '{other} ने आपके अलग रखे पैसों में से {amount} लिए।',
    alone: 'दुकान ने आपके अलग रखे पैसों में से {amount} लिए।',
  },
  'charge-ended': {
    title: 'पैसे फिर आपके हैं',
    text: '{other} के लिए जो अलग रखा था, वह फिर आपका है।',
    alone: 'दुकान के लिए जो अलग रखा था, वह फिर आपका है।',
  },
  'dispute-opened': {
    title: 'एक भुगतान पर आपत्ति है',
    text: '{other} को आपके लिए {amount} पर आपत्ति है। सात दिन में बैंक में जवाब दें।',
    alone: 'आपके लिए {amount} पर आपत्ति है। सात दिन में बैंक में जवाब दें।',
  },
  'dispute-answered': {
    title: 'दुकान ने जवाब दिया',
    text: '{other} ने {amount} की आपकी आपत्ति का जवाब दिया।',
    alone: 'दुकान ने {amount} की आपकी आपत्ति का जवाब दिया।',
  },
  'dispute-credited': {
    title: 'तब तक {amount} आपके हैं',
    text: 'आपकी आपत्ति देखी जा रही है, तब तक बैंक ने आपको {amount} दिए हैं। फ़ैसला आपके ख़िलाफ़ हुआ तो वापस लिए जाएँगे।',
  },
  'dispute-decided': {
    title: 'आपत्ति का फ़ैसला हुआ',
    text: '{other} के साथ {amount} की आपत्ति का फ़ैसला हुआ। बैंक में देखें।',
    alone: '{amount} की आपत्ति का फ़ैसला हुआ। बैंक में देखें।',
  },
  'password-changed': {
    title: 'आपका पासवर्ड बदला गया',
    text: 'आपका पासवर्ड बदला गया। अगर यह आपने नहीं किया, तो तुरंत बैंक खोलें।',
  },
  'phone-changed': {
    title: 'आपका फ़ोन नंबर बदला गया',
    text: 'आपका फ़ोन नंबर बदला गया। अगर यह आपने नहीं किया, तो तुरंत बैंक खोलें।',
  },
  'device-new': {
    title: 'नए उपकरण से साइन इन',
    text: 'आपके खाते में नए उपकरण से साइन इन हुआ। अगर यह आप नहीं थे, तो तुरंत बैंक खोलें।',
  },
  'passkey-added': { title: 'पासकी जोड़ी गई', text: 'आपके खाते में पासकी जोड़ी गई। अगर यह आपने नहीं किया, तो तुरंत बैंक खोलें।' },
  'passkey-removed': { title: 'पासकी हटाई गई', text: 'आपके खाते से पासकी हटाई गई। अगर यह आपने नहीं किया, तो तुरंत बैंक खोलें।' },
  'app-added': {
    title: 'कोड वाला ऐप जोड़ा गया',
    text: 'अब एक ऐप आपके खाते के कोड देता है। अगर यह आपने नहीं किया, तो तुरंत बैंक खोलें।',
  },
  'app-removed': {
    title: 'कोड वाला ऐप हटाया गया',
    text: 'आपके खाते से कोड वाला ऐप हटाया गया। अगर यह आपने नहीं किया, तो तुरंत बैंक खोलें।',
  },
  'pin-set': { title: 'आपका पिन बना', text: 'आपके खाते का पिन बनाया गया। अगर यह आपने नहीं किया, तो तुरंत बैंक खोलें।' },
  'recovery-codes-made': {
    title: 'वापसी के नए कोड',
    text: 'आपके खाते के वापसी के नए कोड बने; पुराने अब नहीं चलते। अगर यह आपने नहीं किया, तो तुरंत बैंक खोलें।',
  },
  'recovery-code-used': {
    title: 'वापसी का कोड चला',
    text: 'आपके खाते का वापसी का एक कोड इस्तेमाल हुआ। अगर यह आपने नहीं किया, तो तुरंत बैंक खोलें।',
  },
  'device-bound': {
    title: 'एक उपकरण आपका माना गया',
    text: 'एक उपकरण आपका माना गया और अब साबित कर सकता है कि यह आप हैं। अगर यह आपने नहीं किया, तो तुरंत बैंक खोलें।',
  },
  'device-revoked': { title: 'एक उपकरण हटाया गया', text: 'आपका एक उपकरण अब यह साबित नहीं करता कि यह आप हैं।' },
  'webhook-off': { title: 'वेबहुक बंद हुआ', text: 'आपके बनाए एक वेबहुक ने कई दिन कुछ नहीं लिया और बंद किया गया। कंसोल में देखें।' },
  'locker-consent': {
    title: 'आपकी सहमति माँगी गई है',
    text: 'शाखा में किसी लॉकर के बारे में आपकी सहमति माँगी गई है। आपकी सहमति से पहले कुछ भी लागू नहीं होता।',
  },
  'locker-denied': {
    title: 'किसी को आपका लॉकर खोलने नहीं दिया गया',
    text: 'किसी को आपका लॉकर खोलने नहीं दिया गया। तस्वीर देखें और बताएँ कि क्या वह आप थे।',
  },
  'locker-locked': {
    title: 'आपका लॉकर बंद कर दिया गया है',
    text: 'आपके लॉकर पर तीन बार गलत गुप्त शब्द डाला गया, इसलिए वह बंद है। तस्वीर देखें और बताएँ कि क्या वह आप थे।',
  },
  'locker-opened': {
    title: 'आपका लॉकर खोला गया',
    text: 'आपका लॉकर खोला गया। यदि वह आप या आपका चुना हुआ व्यक्ति नहीं था, तो तुरंत बैंक खोलें।',
  },
}

const words: Readonly<Record<Language, Readonly<Record<NotificationKind, Entry>>>> = { en: english, hi: hindi }

/** What the words are filled with; `other` is null where nobody is named or known. */
export interface Values {
  readonly currency: CurrencyCode | null
  readonly minor: bigint | null
  readonly other: string | null
}

const inMoney = ({ currency, minor }: Values, language: Language): string => {
  if (currency === null || minor === null) return ''
  const format = new Intl.NumberFormat(language === 'hi' ? 'hi-IN-u-nu-latn' : 'en-IN', { style: 'currency', currency })
  // Digits as text, so that no amount goes through a floating number.
  return format.format(toDecimal(minor, currency) as `${number}`)
}

const longestName = 60

/** Title and text in one language, with the values in their places. */
export const say = (kind: NotificationKind, language: Language, values: Values): Words => {
  const { title, text, alone } = words[language][kind]
  const other = values.other === null ? null : [...values.other].slice(0, longestName).join('')
  const told =
    other === null && alone !== undefined
      ? { title: title.includes('{other}') ? alone : title, text: alone }
      : { title, text }
  const amount = inMoney(values, language)
  const fill = (template: string) =>
    template.replaceAll('{amount}', () => amount).replaceAll('{other}', () => other ?? '')
  return { title: fill(told.title), text: fill(told.text) }
}
