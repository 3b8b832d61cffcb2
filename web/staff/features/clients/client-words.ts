import type { Scope } from '#wire/identity'
import { defineWords } from '../../../kit/words.ts'

/** The words of service clients. */
export const useClientWords = defineWords('staff-client', {
  en: {
    clients: 'Service clients',
    lead: 'Programs that call the bank with a key. Each may do only what its scopes say.',
    make: 'Make a service client',
    nameHint: 'What it is for, so that everybody knows whom they would cut off.',
    scopes: 'What it may do',
    'products-import': 'Bring accounts and opening balances',
    'cards-pay': 'Send card payments',
    'labels-write': 'Tell what turned out to be fraud',
    'books-prove': 'Prove the books',
    'webhooks-manage': 'Be told of what it asked for',
    'abroad-work': 'Bring rates and messages of other banks',
    'ledger-read': 'Read the books',
    'ledger-write': 'Write to the book itself: any account, not scored',
    made: '{{name}} is asked for',
    key: 'Its key',
    keyOnce:
      'It was made in this browser, and this is the only time that it is shown. Copy it now and keep it where secrets are kept. It opens once a second person has signed, under “To be signed”.',
    copy: 'Copy the key',
    copied: 'Copied',
    copyFailed: 'This browser does not let us copy. Please select the key and copy it yourself.',
    done: 'I have kept it',
    list: 'Service clients, newest first',
    madeAt: 'Made',
    lastUsed: 'Last used',
    never: 'never',
    rotateTitle: 'A new key for {{name}}',
    rotateMore:
      'A second person has to sign it too. From then on the key of before opens for the hours that you choose, so that the program can be changed without a gap.',
    overlap: 'Both keys open for',
    hours_one: '{{count}} hour',
    hours_other: '{{count}} hours',
    atOnce: 'not at all: the old one ends now',
    keyUntil: 'Key good until',
    keyForever: 'Key without an end',
    revokeTitle: 'Revoke {{name}}?',
    revokeMore: 'Its key stops working at once, for good. What it has done stays in the book.',
    revokeAct: 'Revoke {{name}}',
    revokedNow: '{{name}} is revoked; its key does not work any more.',
    none: 'No program may call the bank yet.',
  },
  hi: {
    clients: 'सेवा प्रोग्राम',
    lead: 'ऐसे प्रोग्राम जो चाबी से बैंक को पुकारते हैं। हर एक सिर्फ़ वही कर सकता है जिसकी इजाज़त है।',
    make: 'नया सेवा प्रोग्राम बनाएँ',
    nameHint: 'यह किस लिए है, ताकि सबको पता हो कि किसे बंद करेंगे।',
    scopes: 'यह क्या कर सकता है',
    'products-import': 'खाते और शुरुआती बाकी लाना',
    'cards-pay': 'कार्ड भुगतान भेजना',
    'labels-write': 'बताना कि क्या ठगी निकला',
    'books-prove': 'बही साबित करना',
    'webhooks-manage': 'अपने किए की ख़बर पाना',
    'abroad-work': 'भाव और दूसरे बैंकों के संदेश लाना',
    'ledger-read': 'बही पढ़ना',
    'ledger-write': 'सीधे बही में लिखना: कोई भी खाता, बिना परख के',
    made: '{{name}} माँगा गया',
    key: 'इसकी चाबी',
    keyOnce:
      'यह इसी ब्राउज़र में बनी और सिर्फ़ इसी बार दिखती है। अभी नक़ल करें और वहाँ रखें जहाँ राज़ रखे जाते हैं। दूसरे के दस्तख़त (“दस्तख़त बाकी” में) के बाद खुलेगी।',
    copy: 'चाबी की नक़ल लें',
    copied: 'नक़ल हो गई',
    copyFailed: 'यह ब्राउज़र नक़ल नहीं करने देता। कृपया चाबी चुन कर ख़ुद नक़ल करें।',
    done: 'मैंने रख ली',
    list: 'सेवा प्रोग्राम, नए पहले',
    madeAt: 'बना',
    lastUsed: 'पिछली बार चला',
    never: 'कभी नहीं',
    rotateTitle: '{{name}} के लिए नई चाबी',
    rotateMore: 'दूसरे को भी दस्तख़त करने होंगे। तब से पुरानी चाबी उतने घंटे और चलेगी, ताकि प्रोग्राम बिना रुके बदला जा सके।',
    overlap: 'दोनों चाबियाँ चलेंगी',
    hours_one: '{{count}} घंटा',
    hours_other: '{{count}} घंटे',
    atOnce: 'बिल्कुल नहीं: पुरानी अभी बंद',
    keyUntil: 'चाबी कब तक:',
    keyForever: 'चाबी का अंत नहीं',
    revokeTitle: '{{name}} बंद करें?',
    revokeMore: 'इसकी चाबी तुरंत और हमेशा के लिए बंद हो जाएगी। इसने जो किया वह बही में रहेगा।',
    revokeAct: '{{name}} बंद करें',
    revokedNow: '{{name}} बंद है; इसकी चाबी अब नहीं चलती।',
    none: 'अभी कोई प्रोग्राम बैंक को नहीं पुकार सकता।',
  },
})

/** The words for a scope; a colon would name a namespace of words. */
export const scopeWord = (scope: Scope) =>
  ({
    'products:import': 'products-import',
    'cards:pay': 'cards-pay',
    'labels:write': 'labels-write',
    'books:prove': 'books-prove',
    'ledger:read': 'ledger-read',
    'ledger:write': 'ledger-write',
    'webhooks:manage': 'webhooks-manage',
    'abroad:work': 'abroad-work',
  })[scope] as
    | 'products-import'
    | 'cards-pay'
    | 'labels-write'
    | 'books-prove'
    | 'ledger-write'
    | 'ledger-read'
    | 'webhooks-manage'
    | 'abroad-work'
