import { defineWords } from '../../../kit/words.ts'

/** The words of the door of the console. */
export const useEntryWords = defineWords('staff-entry', {
  en: {
    title: 'Sign in to the staff console',
    lede: 'For people who work at the bank.',
    email: 'Email',
    emailWrong: 'Please write an email address with an @.',
    password: 'Password',
    passwordMissing: 'Please write your password.',
    wrong: 'This email and password do not go together.',
    signIn: 'Sign in',
    passkey: 'Sign in with a passkey',
    customer: 'Are you a customer?',
    toApp: 'Your accounts are here',
    notStaff: 'This is the staff console',
    notStaffMore: 'You are signed in as {{name}}, a customer. Customers have no part in it.',
    toAccounts: 'Go to my accounts',
    other: 'Sign in as somebody else',
  },
  hi: {
    title: 'कर्मचारी पटल में आएँ',
    lede: 'बैंक में काम करने वालों के लिए।',
    email: 'ईमेल',
    emailWrong: 'कृपया @ वाला ईमेल पता लिखें।',
    password: 'पासवर्ड',
    passwordMissing: 'कृपया अपना पासवर्ड लिखें।',
    wrong: 'यह ईमेल और पासवर्ड आपस में मेल नहीं खाते।',
    signIn: 'अंदर आएँ',
    passkey: 'पासकी से अंदर आएँ',
    customer: 'क्या आप ग्राहक हैं?',
    toApp: 'आपके खाते यहाँ हैं',
    notStaff: 'यह कर्मचारियों का पटल है',
    notStaffMore: 'आप ग्राहक {{name}} के नाम से अंदर आए हैं। ग्राहकों के लिए यहाँ कुछ नहीं है।',
    toAccounts: 'मेरे खातों पर जाएँ',
    other: 'किसी और नाम से आएँ',
  },
})
