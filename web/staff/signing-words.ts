import { defineWords } from '../kit/words.ts'

/** How what two people decide is signed. */
export const useSigningWords = defineWords('staff-signing', {
  en: {
    withPasskey: 'Your passkey signs exactly this: what stands here, word for word.',
    password: 'Your password, to sign it',
    withPassword: 'You have no passkey yet. In the demo the password signs; in service only passkeys do.',
    passwordMissing: 'Please write your password.',
    passwordWrong: 'This is not your password. Please look at it again.',
    passkeyMissing: 'What two people decide is signed with a passkey, and you have none.',
    makePasskey: 'Make a passkey',
    securityLead:
      'You sign in with a passkey, and it signs what two people decide. Have two, so that losing one locks you out of nothing.',
  },
  hi: {
    withPasskey: 'आपकी पासकी ठीक यही लिखा हुआ, शब्द-शब्द, दस्तख़त करती है।',
    password: 'दस्तख़त के लिए आपका पासवर्ड',
    withPassword: 'आपकी अभी पासकी नहीं है। डेमो में पासवर्ड काफ़ी है; असली काम में सिर्फ़ पासकी।',
    passwordMissing: 'कृपया अपना पासवर्ड लिखें।',
    passwordWrong: 'यह आपका पासवर्ड नहीं है। कृपया फिर देखें।',
    passkeyMissing: 'जो दो लोग तय करते हैं उस पर पासकी से दस्तख़त होते हैं, और आपकी कोई नहीं है।',
    makePasskey: 'पासकी बनाएँ',
    securityLead: 'पासकी से आप अंदर आते हैं, और वही दो लोगों के फ़ैसलों पर दस्तख़त करती है। दो रखें, ताकि एक खोने से कुछ बंद न हो।',
  },
})
