/** What two people sign, by the names that the modules give it. */

export const kindsInEnglish = {
  'roles.permissions': 'What a role may do',
  'roles.person': 'Which roles somebody has',
  'clients.oauth-client': 'A client of OAuth gets in',
  'clients.oauth-keys': 'Other keys of a client of OAuth',
  'clients.service-client': 'A service client gets in',
  'clients.service-key': 'A new key of a service client',
  'sealed.profile': 'Sealed data of a customer',
  'fraud.proposal': 'A rule or a policy',
  'fraud.promotion': 'The model that decides',
  'ledger.reopening': 'Opening the books again',
  'payments.corridor': 'A corridor for money abroad',
  'payments.review': 'A large payment in review',
  'products.fees': 'A schedule of fees',
  'payments.dispute': 'What becomes of a dispute',
  'locker.release': 'A locked locker opens again',
  'locker.enrollment': 'A face gets enrolled',
  'locker.policy': 'What the doors of the lockers judge by',
} as const

export const kindsInHindi: Record<ApprovalKindName, string> = {
  'roles.permissions': 'कोई काम क्या कर सकता है',
  'roles.person': 'किसके पास कौन सा काम है',
  'clients.oauth-client': 'OAuth का नया प्रोग्राम',
  'clients.oauth-keys': 'OAuth के प्रोग्राम की और चाबियाँ',
  'clients.service-client': 'नया सेवा प्रोग्राम',
  'clients.service-key': 'सेवा प्रोग्राम की नई चाबी',
  'sealed.profile': 'ग्राहक की मुहरबंद जानकारी',
  'fraud.proposal': 'नियम या नीति',
  'fraud.promotion': 'फ़ैसला करने वाला मॉडल',
  'ledger.reopening': 'बही फिर खोलना',
  'payments.corridor': 'विदेश भेजने का गलियारा',
  'payments.review': 'जाँच में बड़ा भुगतान',
  'products.fees': 'शुल्क की सूची',
  'payments.dispute': 'विवाद का नतीजा',
  'locker.release': 'बंद लॉकर फिर खुलेगा',
  'locker.enrollment': 'एक चेहरा दर्ज होगा',
  'locker.policy': 'लॉकर के दरवाज़ों की नीति',
}

type ApprovalKindName = keyof typeof kindsInEnglish

/** Whether there are words for what this is about. */
export const isNamedKind = (kind: string): kind is ApprovalKindName => Object.hasOwn(kindsInEnglish, kind)
