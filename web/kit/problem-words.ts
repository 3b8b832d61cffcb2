import { defineWords, useLanguage } from './words.ts'

const words = {
  unreachable: 'We could not reach the bank.',
  'unreachable-rest': 'Nothing was sent. Your money is where it was.',
  internal: 'Something broke on our side.',
  'internal-rest': 'Nothing moved that your account does not show. Please try again in a moment.',
  'not-understood': 'The bank has changed since this page was opened.',
  'not-understood-rest': 'Please load the page again.',
  'wrong-credentials': 'This email and password do not go together.',
  'passkey-cancelled': 'No passkey was used, so nothing happened. Try again, or choose another way.',
  'passkey-elsewhere': 'Passkeys work only at the bank’s own address. Please open the bank there.',
  'passkey-failed': 'This device could not do it with a passkey. Please try again, or choose another way.',
  'passkey-known': 'This device has a passkey for the bank already.',
  'passkey-refused': 'The passkey did not prove who you are. Nothing happened.',
  'passkey-suspected':
    'There may be a copy of this passkey, so it opens nothing any more. Sign in another way, remove it and make a new one.',
  'passkey-required': 'This takes one of your passkeys. The password is not enough.',
  'ceremony-over': 'That took longer than two minutes. Please start again.',
  'too-many-passkeys': 'You have as many passkeys as one person can have. Remove one that you do not use.',
  'no-such-passkey': 'This passkey was removed.',
  'last-way-in': 'This is your last way to sign in. Make another one first.',
  'no-such-session': 'This device is signed out already.',
  'too-many-attempts': 'That was too often in a short time. Please wait a few minutes and try again.',
  'too-busy': 'The bank is very busy right now. Nothing was sent. Please try again in a moment.',
  'proof-required': 'Prove first that it is you. Load the page again, and we ask you how.',
  'wrong-code': 'This code is wrong, or it was used. Please look at it again.',
  'code-first': 'Prove one of the two messages with its code first.',
  'this-session': 'This is where you are now. Sign out instead, and change your password.',
  'code-wrong': 'This is not the code of the last message. Please look at it again.',
  'code-over': 'This code holds no more. Please ask for another one.',
  'code-too-soon': 'A code is on its way. Please wait a moment before you ask for another one.',
  'no-way-to-reach': 'The bank cannot send messages at present. Please try later.',
  'no-such-registration':
    'This registration is over here. Begin with your phone number and you go on where you were; if you had finished, sign in.',
  'too-young': 'Accounts are opened from the age of 18 on.',
  'birth-date-unlikely': 'This date cannot be right. Please look at the year again.',
  'terms-changed': 'The terms have changed. Please load the page again and read them.',
  'phone-taken': 'This phone number belongs to a customer already. You can sign in.',
  'password-too-short': 'A password has ten characters or more.',
  'no-such-recovery': 'Nothing is waiting here any more. Please begin anew.',
  'recovery-not-open': 'The time of waiting is not over, or it was stopped. Please load the page again.',
  'recovered-lately':
    'Access to this account was got back less than a day ago. What needs proof has to wait until then.',
  'email-taken': 'Somebody has already registered with this email. You can sign in with it.',
  'password-too-common': 'This password is known to thieves. Please choose another one.',
  'no-such-account': 'There is no account with this number. Please look at it again.',
  'same-account': 'Please choose two different accounts.',
  'currency-differs': 'The two accounts have different currencies. Please choose an account in the same currency.',
  'exceeds-available': 'This is more than you can spend from this account.',
  'own-account': 'This account is your own; it needs not be saved.',
  'too-many-payees': 'You have saved two hundred payees. Remove one that you do not need.',
  'exceeds-limit': 'This is more than the limit that you set. You find it in your profile.',
  'account-frozen': 'This account is stopped for now. Please talk to us at the counter.',
  'payment-differs': 'This order was changed after it was sent. Please look at it and send it again.',
  'no-such-payment': 'We cannot find this payment among yours.',
  'not-challenged': 'This payment does not wait for an answer any more.',
  'not-stopped': 'This payment was not stopped.',
  'not-tried': 'The rest of this payment does not wait for your word any more.',
  'no-first-unit': 'Of this payment no unit can go first. Please choose another way.',
  'cannot-cancel': 'This payment has gone too far to be taken back.',
  'no-such-product': 'We cannot find this account among yours.',
  'too-many-products': 'You have as many accounts as one person can have here.',
  'exceeds-book': 'No account of the book can hold this amount. Nothing moved.',
  'id-taken': 'This was sent before with other content. Please try again.',
  stopping: 'The bank is closing for a moment. Nothing was sent. Please try again soon.',
  'not-ready': 'The bank is just opening. Please try again in a moment.',
  'sign-in-required': 'You have been signed out. Please sign in again.',
  'not-allowed': 'This is not yours to see.',
  'consent-request-over': 'This request is over. Go back to where you came from and start again there.',
  'no-such-consent': 'This consent has ended already.',
} as const

type Code = keyof typeof words

const useWords = defineWords('problem', {
  en: words,
  hi: {
    unreachable: 'हम बैंक तक नहीं पहुँच सके।',
    'unreachable-rest': 'कुछ नहीं भेजा गया। आपके पैसे जहाँ थे वहीं हैं।',
    internal: 'हमारी तरफ़ कुछ गड़बड़ हुई।',
    'internal-rest': 'जो आपके खाते में नहीं दिखता, वह हुआ नहीं। थोड़ी देर में फिर कोशिश करें।',
    'not-understood': 'यह पन्ना खुलने के बाद बैंक बदल गया है।',
    'not-understood-rest': 'कृपया पन्ना फिर से खोलें।',
    'wrong-credentials': 'यह ईमेल और पासवर्ड आपस में मेल नहीं खाते।',
    'passkey-cancelled': 'पासकी इस्तेमाल नहीं हुई, इसलिए कुछ नहीं हुआ। फिर कोशिश करें, या दूसरा तरीका चुनें।',
    'passkey-elsewhere': 'पासकी सिर्फ़ बैंक के अपने पते पर चलती है। कृपया बैंक वहाँ खोलें।',
    'passkey-failed': 'यह फ़ोन या कंप्यूटर पासकी से यह नहीं कर सका। फिर कोशिश करें, या दूसरा तरीका चुनें।',
    'passkey-known': 'इस फ़ोन या कंप्यूटर में बैंक की पासकी पहले से है।',
    'passkey-refused': 'पासकी से पहचान नहीं हो सकी। कुछ नहीं हुआ।',
    'passkey-suspected':
      'हो सकता है इस पासकी की नकल हो, इसलिए अब इससे कुछ नहीं खुलता। दूसरे तरीके से अंदर आएँ, इसे हटाएँ और नई बनाएँ।',
    'passkey-required': 'इसके लिए आपकी पासकी चाहिए। सिर्फ़ पासवर्ड काफ़ी नहीं।',
    'ceremony-over': 'इसमें दो मिनट से ज़्यादा लग गए। कृपया फिर से शुरू करें।',
    'too-many-passkeys': 'एक आदमी की जितनी पासकी हो सकती हैं, उतनी आपकी हैं। जो काम की न हो उसे हटाएँ।',
    'no-such-passkey': 'यह पासकी हटाई जा चुकी है।',
    'last-way-in': 'अंदर आने का यह आपका आख़िरी तरीका है। पहले दूसरा बनाएँ।',
    'no-such-session': 'वहाँ से आप पहले ही बाहर आ चुके हैं।',
    'too-many-attempts': 'थोड़ी देर में बहुत बार कोशिश हुई। कुछ मिनट रुक कर फिर कोशिश करें।',
    'too-busy': 'बैंक में अभी बहुत भीड़ है। कुछ नहीं भेजा गया। थोड़ी देर में फिर कोशिश करें।',
    'proof-required': 'पहले साबित करें कि आप ही हैं। पन्ना फिर से खोलें, हम बताएँगे कैसे।',
    'wrong-code': 'यह कोड ग़लत है, या चल चुका है। कृपया फिर से देखें।',
    'code-first': 'पहले दो संदेशों में से एक को उसके कोड से साबित करें।',
    'this-session': 'आप अभी यहीं हैं। इसके बदले बाहर आएँ और अपना पासवर्ड बदलें।',
    'code-wrong': 'यह आख़िरी संदेश का कोड नहीं है। कृपया फिर से देखें।',
    'code-over': 'यह कोड अब नहीं चलता। कृपया दूसरा माँगें।',
    'code-too-soon': 'एक कोड आ रहा है। दूसरा माँगने से पहले ज़रा रुकें।',
    'no-way-to-reach': 'बैंक अभी संदेश नहीं भेज सकता। कृपया बाद में कोशिश करें।',
    'no-such-registration': 'यह यहाँ ख़त्म हुआ। अपने फ़ोन नंबर से शुरू करें, आप वहीं से आगे बढ़ेंगे; अगर पूरा कर चुके थे, तो अंदर आएँ।',
    'too-young': 'खाते 18 साल की उम्र से खुलते हैं।',
    'birth-date-unlikely': 'यह तारीख़ सही नहीं हो सकती। कृपया साल फिर से देखें।',
    'terms-changed': 'शर्तें बदल गई हैं। कृपया पन्ना फिर से खोल कर पढ़ें।',
    'phone-taken': 'यह फ़ोन नंबर पहले से किसी ग्राहक का है। आप अंदर आ सकते हैं।',
    'password-too-short': 'पासवर्ड में दस या ज़्यादा अक्षर होते हैं।',
    'no-such-recovery': 'यहाँ अब कुछ इंतज़ार में नहीं है। कृपया नए सिरे से शुरू करें।',
    'recovery-not-open': 'इंतज़ार पूरा नहीं हुआ, या इसे रोका गया। कृपया पन्ना फिर से खोलें।',
    'recovered-lately': 'इस खाते में एक दिन से कम पहले वापसी हुई है। जिसे साबित करना पड़े, वह तब तक रुकेगा।',
    'email-taken': 'इस ईमेल से पहले ही किसी ने नाम लिखाया है। आप इससे अंदर आ सकते हैं।',
    'password-too-common': 'यह पासवर्ड चोरों को मालूम है। कृपया दूसरा चुनें।',
    'no-such-account': 'इस नंबर का कोई खाता नहीं है। कृपया नंबर फिर से देखें।',
    'same-account': 'कृपया दो अलग खाते चुनें।',
    'currency-differs': 'दोनों खातों की मुद्रा अलग है। कृपया उसी मुद्रा का खाता चुनें।',
    'exceeds-available': 'इस खाते से आप इतना ख़र्च नहीं कर सकते।',
    'own-account': 'यह खाता आपका अपना है; इसे सहेजना नहीं पड़ता।',
    'too-many-payees': 'आपने दो सौ पाने वाले सहेजे हैं। जिसकी ज़रूरत न हो उसे हटाएँ।',
    'exceeds-limit': 'यह आपकी रखी हुई सीमा से ज़्यादा है। वह आपकी जानकारी में मिलेगी।',
    'account-frozen': 'यह खाता अभी रोका हुआ है। कृपया काउंटर पर हमसे बात करें।',
    'payment-differs': 'भेजने के बाद यह भुगतान बदला गया। कृपया देख कर फिर से भेजें।',
    'no-such-payment': 'यह भुगतान आपके भुगतानों में नहीं मिला।',
    'not-challenged': 'यह भुगतान अब जवाब का इंतज़ार नहीं कर रहा।',
    'not-stopped': 'यह भुगतान रोका नहीं गया था।',
    'not-tried': 'इस भुगतान का बाकी हिस्सा अब आपके कहने का इंतज़ार नहीं कर रहा।',
    'no-first-unit': 'इस भुगतान का कोई हिस्सा पहले नहीं जा सकता। कृपया दूसरा तरीका चुनें।',
    'cannot-cancel': 'यह भुगतान अब वापस नहीं लिया जा सकता।',
    'no-such-product': 'यह खाता आपके खातों में नहीं मिला।',
    'too-many-products': 'एक आदमी के जितने खाते हो सकते हैं, उतने आपके हैं।',
    'exceeds-book': 'इतनी रकम किसी खाते में नहीं आ सकती। कुछ नहीं गया।',
    'id-taken': 'यह पहले किसी और बात के साथ भेजा गया था। कृपया फिर से कोशिश करें।',
    stopping: 'बैंक ज़रा देर के लिए बंद हो रहा है। कुछ नहीं भेजा गया। थोड़ी देर में फिर कोशिश करें।',
    'not-ready': 'बैंक अभी खुल रहा है। थोड़ी देर में फिर कोशिश करें।',
    'sign-in-required': 'आप बाहर आ चुके हैं। कृपया फिर से अंदर आएँ।',
    'not-allowed': 'यह आपके देखने के लिए नहीं है।',
    'consent-request-over': 'यह माँग ख़त्म हो चुकी है। जहाँ से आए थे वहाँ वापस जाकर फिर से शुरू करें।',
    'no-such-consent': 'यह इजाज़त पहले ही ख़त्म हो चुकी है।',
  },
})

/** A sentence about a problem. `lang` is set where it is not in the reader's language. */
export type ProblemSentence = { readonly lead: string; readonly rest: string; readonly lang?: string }

const codeOf = (error: unknown): string =>
  typeof error === 'object' && error !== null && 'code' in error ? String(error.code) : 'internal'

const isKnown = (code: string): code is Code => code in words

/** Says what is wrong in the reader's language; a problem without words of its own speaks for itself, in English. */
export const useProblemSentence = (): ((error: unknown) => ProblemSentence) => {
  const say = useWords()
  const language = useLanguage()
  return (error) => {
    const code = codeOf(error)
    if (!isKnown(code)) {
      const detail = error instanceof Error ? error.message : ''
      return { lead: detail, rest: '', lang: language === 'en' ? undefined : 'en' }
    }
    const rest = `${code}-rest`
    return { lead: say(code), rest: isKnown(rest) ? say(rest) : '' }
  }
}
