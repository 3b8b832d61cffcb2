import { defineWords } from '../../../kit/words.ts'

/** The words of programs that act for customers. */
export const useThirdPartyWords = defineWords('staff-third-party', {
  en: {
    thirdParties: 'Third parties',
    lead: 'Programs that come by OAuth 2: third parties that act for customers with their consent, our own apps, and programs that act for themselves.',
    make: 'Register a client',
    nameHint: 'As customers read it when they are asked.',
    redirects: 'Redirect addresses',
    redirectsHint: 'One a line, whole and exact, with https.',
    redirectsMissing: 'Please give at least one address.',
    keys: 'Public keys',
    keysHint: 'Its JSON Web Key Set: RSA from 2048 bits, P-256 or Ed25519. Never a private key.',
    keysWrong: 'This is not a JSON Web Key Set: {"keys":[…]}.',
    scopes: 'What it may do',
    'accounts-read': 'See accounts and what was booked',
    'payments-write': 'Ask for payments',
    'bank-use': 'Everything, as our own app',
    made: '{{name}} is asked for',
    id: 'Its client_id from then on',
    madeMore: 'It finds everything else at /oauth/.well-known/openid-configuration.',
    list: 'Clients of OAuth, newest first',
    madeAt: 'Registered',
    kind: 'Kind',
    'third-party': 'Third party',
    'third-party-more': 'Acts for customers with their consent, and proves who it is by its own key.',
    'app-more': 'Runs on a customer’s device, so it keeps no key; its refresh tokens rotate.',
    'program-more': 'Acts for itself, by its own key.',
    keysTitle: 'Other keys for {{name}}',
    keysMore:
      'You sign it, and a second person has to sign it too. From then on only these keys count: give those of before once more if they should.',
    app: 'Our own app',
    program: 'Program',
    revokeTitle: 'Revoke {{name}}?',
    revokeMore:
      'Every consent that customers gave it ends, and so do its tokens, for good. Customers see that the bank ended it.',
    revokeAct: 'Revoke {{name}}',
    revokedNow: '{{name}} is revoked; every consent given to it has ended.',
    none: 'Nobody is registered yet.',
  },
  hi: {
    thirdParties: 'तीसरे पक्ष',
    lead: 'OAuth 2 से आने वाले प्रोग्राम: ग्राहकों की इजाज़त से काम करने वाले तीसरे पक्ष, हमारे ऐप, और अपने लिए काम करने वाले।',
    make: 'नया प्रोग्राम दर्ज करें',
    nameHint: 'जैसा ग्राहक पूछे जाने पर पढ़ेंगे।',
    redirects: 'लौटने के पते',
    redirectsHint: 'हर पंक्ति में एक, पूरा और ठीक-ठीक, https के साथ।',
    redirectsMissing: 'कृपया कम से कम एक पता लिखें।',
    keys: 'सार्वजनिक चाबियाँ',
    keysHint: 'इसका JSON Web Key Set: RSA 2048 बिट से, P-256 या Ed25519। निजी चाबी कभी नहीं।',
    keysWrong: 'यह JSON Web Key Set नहीं है: {"keys":[…]}।',
    scopes: 'यह क्या कर सकता है',
    'accounts-read': 'खाते और लेन-देन देखना',
    'payments-write': 'भुगतान माँगना',
    'bank-use': 'सब कुछ, हमारे अपने ऐप की तरह',
    made: '{{name}} माँगा गया',
    id: 'तब से इसका client_id',
    madeMore: 'बाकी सब इसे /oauth/.well-known/openid-configuration पर मिलेगा।',
    list: 'OAuth के प्रोग्राम, नए पहले',
    madeAt: 'दर्ज हुआ',
    kind: 'क़िस्म',
    'third-party': 'तीसरा पक्ष',
    'third-party-more': 'ग्राहकों की इजाज़त से उनके लिए काम करता है, और अपनी चाबी से पहचान देता है।',
    'app-more': 'ग्राहक के उपकरण पर चलता है, इसलिए इसकी कोई चाबी नहीं; रिफ़्रेश टोकन बदलते रहते हैं।',
    'program-more': 'अपने लिए काम करता है, अपनी चाबी से।',
    keysTitle: '{{name}} के लिए और चाबियाँ',
    keysMore: 'आप दस्तख़त करते हैं, और दूसरे को भी करना होगा। तब से सिर्फ़ यही चाबियाँ मानी जाएँगी: पुरानी भी चलानी हों तो फिर दें।',
    app: 'हमारा ऐप',
    program: 'प्रोग्राम',
    revokeTitle: '{{name}} बंद करें?',
    revokeMore: 'ग्राहकों की दी हर इजाज़त और इसके सारे टोकन हमेशा के लिए ख़त्म हो जाएँगे। ग्राहक देखेंगे कि बैंक ने इसे ख़त्म किया।',
    revokeAct: '{{name}} बंद करें',
    revokedNow: '{{name}} बंद है; इसे दी हर इजाज़त ख़त्म हो गई।',
    none: 'अभी कोई दर्ज नहीं है।',
  },
})

const scopeWords = {
  'accounts:read': 'accounts-read',
  'payments:write': 'payments-write',
  'bank:use': 'bank-use',
} as const

type Say = ReturnType<typeof useThirdPartyWords>

/** A scope in words; those of programs stand as they are. */
export const sayScope = (say: Say, scope: string): string =>
  scope in scopeWords ? say(scopeWords[scope as keyof typeof scopeWords]) : scope
