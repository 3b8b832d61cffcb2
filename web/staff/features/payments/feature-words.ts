import { useLanguage } from '../../../kit/words.ts'

// The bank names its features in English. In Hindi they are told anew by their stable names.
const hindi: Readonly<Record<string, string>> = {
  oddness: 'पूरा भुगतान कितना अनोखा है',
  residual: 'बाक़ी: किसी एक बात से नहीं आता',
  'payer-payments': 'देने वाले के जाने हुए भुगतान',
  'payer-age': 'देने वाले के खाते की उम्र',
  'credential-age': 'पासवर्ड बदले हुए समय',
  'idle-time': 'पिछले भुगतान के बाद का समय',
  'amount-to-received': 'दिन भर में मिले पैसों के मुक़ाबले रकम',
  'payer-frauds': 'देने वाले से जुड़ी ठगी (30 दिन)',
  'payer-since-fraud': 'देने वाले की पिछली ठगी के बाद का समय',
  'is-card': 'कार्ड से',
  'is-withdrawal': 'नक़द निकासी',
  'amount-to-usual': 'आम रकम के मुक़ाबले (30 दिन)',
  'amount-deviation-30d': 'आदत से रकम का फ़र्क़ (30 दिन)',
  'amount-deviation-7d': 'आदत से रकम का फ़र्क़ (7 दिन)',
  'amount-to-largest': '90 दिन की सबसे बड़ी रकम के मुक़ाबले',
  'amount-tail': 'इतनी रकम कितने कम लोग देते हैं',
  'amount-to-pair': 'इन्हें पहले दी रकम के मुक़ाबले',
  'amount-to-payee-usual': 'पाने वाले की आम रकम के मुक़ाबले',
  'amount-deviation-payee': 'पाने वाले की आदत से रकम का फ़र्क़',
  'balance-share': 'खाते की रकम का हिस्सा',
  'times-paid': 'इन्हें पहले कितनी बार दिया',
  'days-since-paid': 'इन्हें पिछली बार देने के बाद का समय',
  'payee-age': 'पाने वाले के खाते की उम्र',
  'payee-known-for': 'पाने वाले को पहली बार पैसे मिले हुए समय',
  'payee-new-payers-1h': 'पाने वाले को नए लोग, 1 घंटा',
  'payee-new-payers-1d': 'पाने वाले को नए लोग, 1 दिन',
  'payee-attempts-1h': 'पाने वाले को भुगतान, 1 घंटा',
  'payee-attempts-1d': 'पाने वाले को भुगतान, 1 दिन',
  'payee-new-payer-share': 'पाने वाले के भुगतानों में नए लोगों का हिस्सा',
  'payee-received-to-usual': 'आम दिन के मुक़ाबले पाने वाले को मिला',
  'payee-payers': 'पाने वाले को कभी भी देने वाले लोग',
  'payee-victims': 'उन ठगियों के अलग-अलग देने वाले',
  'payer-fraud-payees': 'उन ठगियों के अलग-अलग पाने वाले',
  'payee-passed-on': 'दिन में मिले पैसों में से आगे दिया हिस्सा',
  'payee-frauds': 'पाने वाले से जुड़ी ठगी',
  'payee-fraud-share': 'पाने वाले के हफ़्ते में ठगी का हिस्सा',
  'payee-since-fraud': 'पाने वाले की पिछली ठगी के बाद का समय',
  'payee-since-report': 'पाने वाले की पिछली शिकायत के बाद का समय',
  'attempts-1m': 'कोशिशें, 1 मिनट',
  'attempts-10m': 'कोशिशें, 10 मिनट',
  'attempts-1h': 'कोशिशें, 1 घंटा',
  'attempts-1d': 'कोशिशें, 1 दिन',
  'attempts-to-usual': 'आम दिन के मुक़ाबले कोशिशें',
  'spent-to-usual': 'आम दिन के मुक़ाबले दिन का ख़र्च',
  'earlier-to-usual': 'इस घंटे की पिछली कोशिशें, आम रकम के मुक़ाबले',
  'new-payees-1d': 'नए पाने वाले, 1 दिन',
  'new-payee-share': 'नए लोगों को दिए भुगतानों का हिस्सा',
  'hour-share': 'दिन का यह समय कितना आम है',
}

const units: Readonly<Record<string, string>> = {
  times: 'गुना',
  hours: 'घंटे',
  days: 'दिन',
  deviations: 'विचलन',
}

const words: Readonly<Record<string, string>> = { yes: 'हाँ', no: 'नहीं', 'not known': 'पता नहीं' }

const valueInHindi = (value: string): string =>
  words[value] ??
  value
    .replace(/ (times|hours|days|deviations)$/, (_whole, unit: string) => ` ${units[unit] ?? unit}`)
    .replace(/^1 in ([\d,]+)$/, '$1 में 1')

/** Tells the name and the value of a feature in the reader's language. */
export const useFeatureWords = () => {
  const isHindi = useLanguage() === 'hi'
  return {
    label: (feature: string, english: string): string => (isHindi ? (hindi[feature] ?? english) : english),
    value: (english: string): string => (isHindi ? valueInHindi(english) : english),
  }
}
