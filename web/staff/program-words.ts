import { defineWords } from '../kit/words.ts'

/** The words that all programs share, whether they come with a key or by OAuth. */
export const useProgramWords = defineWords('staff-program', {
  en: {
    name: 'Name',
    state: 'State',
    active: 'Active',
    revoked: 'Revoked',
    act: 'Act',
    keys: 'New keys',
    revoke: 'Revoke',
    keep: 'Keep it',
    done: 'Done',
    twoPeople: 'You sign it, and a second person has to sign it too. Until then it opens nothing.',
    nameMissing: 'Please give it a name.',
    scopesMissing: 'Please choose at least one.',
  },
  hi: {
    name: 'नाम',
    state: 'हाल',
    active: 'चालू',
    revoked: 'बंद',
    act: 'काम',
    keys: 'नई चाबियाँ',
    revoke: 'बंद करें',
    keep: 'रहने दें',
    done: 'हो गया',
    twoPeople: 'आप दस्तख़त करते हैं, और दूसरे को भी करना होगा। तब तक इससे कुछ नहीं खुलता।',
    nameMissing: 'कृपया इसका नाम लिखें।',
    scopesMissing: 'कृपया कम से कम एक चुनें।',
  },
})
