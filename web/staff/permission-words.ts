import { defineWords } from '../kit/words.ts'

/** What each permission lets somebody do, in plain words; a colon would mean something else to the translator. */
export const usePermissionWords = defineWords('permissions', {
  en: {
    'customers-read': 'Look customers up',
    'customers-lock': 'Lock a customer’s access',
    'readings-read': 'See who looked at customers',
    'log-read': 'Search the log',
    'sealed-read': 'Read sealed data, with a second person',
    'counter-serve': 'Take cash in and pay it out',
    'payments-ask': 'Enter payments',
    'payments-read': 'See payments',
    'reviews-decide': 'Release payments or return the money',
    'cases-work': 'Work on cases',
    'disputes-decide': 'Decide disputes',
    'fees-set': 'Set fees',
    'products-freeze': 'Freeze accounts',
    'books-prove': 'Prove the books',
    'books-close': 'Close the books, ask to open them',
    'books-reopen': 'Decide whether the books are opened',
    'ledger-read': 'Read the books',
    'models-read': 'See models and decisions',
    'models-manage': 'Train and promote models',
    'rules-set': 'Write rules and policies',
    'corridors-read': 'See corridors and rates',
    'corridors-change': 'Change corridors',
    'abroad-work': 'Bring rates and messages of other banks',
    'books-reconcile': 'Hold statements of other banks against the books',
    'clients-manage': 'Manage service clients',
    'webhooks-manage': 'Manage webhooks',
    'staff-manage': 'Lock people out, end their sessions',
    'roles-read': 'See roles',
    'roles-change': 'Change roles',
    'approvals-sign': 'Sign what two people decide',
    'glass-break': 'Take a right alone (break-glass)',
    'glass-review': 'Hear of break-glass, and review it',
    'lockers-serve': 'Enroll faces, enter who may open lockers',
    'lockers-watch': 'Watch the lockers',
    'lockers-manage': 'Set up lockers and kiosks',
    lockers: 'Lockers',
    people: 'Customers',
    money: 'Payments',
    books: 'The books',
    models: 'Models and rules',
    house: 'The house',
    other: 'Other',
  },
  hi: {
    'lockers-serve': 'चेहरे दर्ज करना, लॉकर किसका है यह लिखना',
    'lockers-watch': 'लॉकरों पर नज़र रखना',
    'lockers-manage': 'लॉकर और कियोस्क लगाना',
    lockers: 'लॉकर',
    'customers-read': 'ग्राहक ढूँढना',
    'log-read': 'प्रमाण-बही में खोजना',
    'sealed-read': 'मुहरबंद जानकारी पढ़ना, दूसरे के साथ',
    'customers-lock': 'ग्राहक का अंदर आना रोकना',
    'readings-read': 'देखना कि ग्राहकों को किसने देखा',
    'counter-serve': 'नकद लेना और देना',
    'payments-ask': 'भुगतान दर्ज करना',
    'payments-read': 'भुगतान देखना',
    'reviews-decide': 'भुगतान छोड़ना या पैसे लौटाना',
    'cases-work': 'मामलों पर काम करना',
    'disputes-decide': 'आपत्तियों का फ़ैसला',
    'fees-set': 'शुल्क तय करना',
    'products-freeze': 'खाते रोकना',
    'books-prove': 'बही साबित करना',
    'books-close': 'बही बंद करना, खोलने का अनुरोध',
    'books-reopen': 'बही खोलने का फ़ैसला',
    'ledger-read': 'बही पढ़ना',
    'models-read': 'मॉडल और फ़ैसले देखना',
    'models-manage': 'मॉडल सिखाना और बढ़ाना',
    'rules-set': 'नियम और नीति लिखना',
    'corridors-read': 'गलियारे और भाव देखना',
    'corridors-change': 'गलियारे बदलना',
    'abroad-work': 'भाव और दूसरे बैंकों के संदेश लाना',
    'books-reconcile': 'दूसरे बैंकों के विवरण बही से मिलाना',
    'clients-manage': 'सेवा प्रोग्राम सँभालना',
    'webhooks-manage': 'वेबहुक सँभालना',
    'staff-manage': 'लोगों को बाहर करना',
    'roles-read': 'अधिकार देखना',
    'roles-change': 'अधिकार बदलना',
    'approvals-sign': 'दो लोगों के फ़ैसलों पर दस्तख़त',
    'glass-break': 'अकेले अधिकार लेना (आपात)',
    'glass-review': 'आपात अधिकार की ख़बर और जाँच',
    people: 'ग्राहक',
    money: 'भुगतान',
    books: 'बही',
    models: 'मॉडल और नियम',
    house: 'बैंक का घर',
    other: 'बाकी',
  },
})

const groups = {
  people: ['customers:read', 'customers:lock', 'readings:read', 'sealed:read'],
  money: [
    'counter:serve',
    'payments:ask',
    'payments:read',
    'reviews:decide',
    'cases:work',
    'disputes:decide',
    'products:freeze',
    'fees:set',
    'corridors:read',
    'corridors:change',
    'abroad:work',
  ],
  books: ['books:prove', 'books:close', 'books:reopen', 'ledger:read', 'books:reconcile'],
  models: ['models:read', 'models:manage', 'rules:set'],
  house: [
    'clients:manage',
    'webhooks:manage',
    'staff:manage',
    'log:read',
    'roles:read',
    'roles:change',
    'approvals:sign',
    'glass:break',
    'glass:review',
  ],
  lockers: ['lockers:serve', 'lockers:watch', 'lockers:manage'],
} as const

type Group = keyof typeof groups | 'other'

const known: readonly string[] = Object.values(groups).flat()

/** Permissions by what they are about; one that has no words yet comes last. */
export const groupPermissions = (permissions: readonly string[]): readonly (readonly [Group, readonly string[]])[] => {
  const parts = Object.entries(groups).map(
    ([group, own]) => [group as Group, own.filter((one) => permissions.includes(one))] as const,
  )
  const rest = ['other', permissions.filter((one) => !known.includes(one))] as const
  return [...parts, rest].filter(([, own]) => own.length > 0)
}

/** Says what a permission is for; the name itself where there are no words for it. */
export const usePermissionName = (): ((permission: string) => string) => {
  const say = usePermissionWords()
  return (permission) =>
    known.includes(permission) ? say(permission.replace(':', '-') as Parameters<typeof say>[0]) : permission
}
