/** Every column of this module whose values are sealed, and those by which they are found; the rotation of keys goes through them. */
import { type HashedField, normalizeEmail, normalizePhone, type SealedField } from '#platform/sealing'

export const personEmail: SealedField = {
  table: 'identity.person',
  column: 'email_sealed',
  key: 'id',
  keyType: 'uuid',
}

export const phoneNumber: SealedField = {
  table: 'identity.phone',
  column: 'number_sealed',
  key: 'seq',
  keyType: 'bigint',
}

export const signingKey: SealedField = {
  table: 'identity.signing_key',
  column: 'private_key_sealed',
  key: 'kid',
  keyType: 'text',
}

export const totpSecret: SealedField = {
  table: 'identity.totp',
  column: 'secret_sealed',
  key: 'id',
  keyType: 'uuid',
}

export const messageContent: SealedField = {
  table: 'identity.message',
  column: 'content_sealed',
  key: 'id',
  keyType: 'uuid',
}

export const registrationDraft: SealedField = {
  table: 'identity.registration',
  column: 'draft_sealed',
  key: 'id',
  keyType: 'uuid',
}

export const registrationProfile: SealedField = {
  table: 'identity.profile',
  column: 'details_sealed',
  key: 'person',
  keyType: 'uuid',
}

export const interventionReason: SealedField = {
  table: 'identity.intervention',
  column: 'reason_sealed',
  key: 'id',
  keyType: 'uuid',
}

export const readingReason: SealedField = {
  table: 'identity.reading',
  column: 'reason_sealed',
  key: 'seq',
  keyType: 'bigint',
}

export const sealedFields: readonly SealedField[] = [
  personEmail,
  phoneNumber,
  messageContent,
  registrationDraft,
  registrationProfile,
  signingKey,
  totpSecret,
  interventionReason,
  readingReason,
]

export const hashedFields: readonly HashedField[] = [
  { from: personEmail, column: 'email_hash', name: 'email', normal: normalizeEmail },
  { from: phoneNumber, column: 'number_hash', name: 'phone', normal: normalizePhone },
  {
    from: registrationDraft,
    column: 'phone_hash',
    name: 'phone',
    normal: (draft) => normalizePhone(JSON.parse(draft).phone),
  },
]
