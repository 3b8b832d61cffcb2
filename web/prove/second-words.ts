import { defineWords } from '../kit/words.ts'

/** The words of the second half of a sign-in. */
export const useSecondWords = defineWords('second-factor', {
  en: {
    title: 'One thing more',
    more: 'Your password is right. Now write the code that your authenticator app shows.',
    code: 'Code of the app',
    codeHint: 'Six digits. Each code is taken once.',
    codeMissing: 'Please write the six digits that the app shows.',
    wrong: 'This code is wrong, or it was used. Please look at it again.',
    act: 'Sign in',
    lost: 'I do not have my phone',
    haveApp: 'I have my phone',
    back: 'Start again',
    recoveryMore: 'Write one of the ten recovery codes that you kept. It is used up by this, and we tell you so.',
    recovery: 'Recovery code',
    recoveryHint: 'Sixteen letters and digits in four groups',
    recoveryMissing: 'Please write all sixteen letters and digits.',
  },
  hi: {
    title: 'एक बात और',
    more: 'आपका पासवर्ड सही है। अब वह कोड लिखें जो आपका ऐप दिखा रहा है।',
    code: 'ऐप का कोड',
    codeHint: 'छह अंक। हर कोड एक ही बार चलता है।',
    codeMissing: 'कृपया ऐप में दिख रहे छह अंक लिखें।',
    wrong: 'यह कोड ग़लत है, या चल चुका है। कृपया फिर से देखें।',
    act: 'अंदर आएँ',
    lost: 'मेरा फ़ोन पास नहीं है',
    haveApp: 'मेरा फ़ोन पास है',
    back: 'फिर से शुरू करें',
    recoveryMore: 'अपने रखे हुए दस कोड में से एक लिखें। वह इससे ख़त्म हो जाएगा, और हम आपको बताएँगे।',
    recovery: 'वापसी का कोड',
    recoveryHint: 'चार-चार के चार हिस्सों में सोलह अक्षर और अंक',
    recoveryMissing: 'कृपया सोलह के सोलह अक्षर और अंक लिखें।',
  },
})
