import type { CodeState } from '../codes/codes.ts'
import type { Registration, RegistrationStep, SentCode } from '../wire.ts'
import type { Kept } from './draft.ts'

/** A code as it travels. */
export const showCode = ({ channel, expiresAt, againAt, triesLeft }: CodeState): SentCode => ({
  channel,
  expiresAt: expiresAt.toISOString(),
  againAt: againAt.toISOString(),
  triesLeft,
})

/** The first step that is not done. */
export const nextStep = ({ row, draft }: Kept): RegistrationStep => {
  if (row.phone_verified_at === null) return 'phone-code'
  if (draft.email === undefined) return 'email'
  if (row.email_verified_at === null) return 'email-code'
  if (draft.name === undefined) return 'name'
  if (draft.birthDate === undefined) return 'birth-date'
  if (draft.address === undefined) return 'address'
  if (row.terms === null) return 'terms'
  return row.account_kind === null ? 'account' : 'secret'
}

/** A registration as its browser sees it. */
export const showRegistration = (kept: Kept, codes: readonly CodeState[], hasOutbox: boolean): Registration => {
  const { row, draft } = kept
  return {
    id: row.id,
    next: nextStep(kept),
    phone: draft.phone,
    email: draft.email ?? null,
    name: draft.name ?? null,
    birthDate: draft.birthDate ?? null,
    address: draft.address ?? null,
    terms: row.terms,
    accountKind: row.account_kind,
    codes: codes.map(showCode),
    expiresAt: row.expires_at.toISOString(),
    hasOutbox,
  }
}
