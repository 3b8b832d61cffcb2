/** Every no about approvals, said once. */
import { Refusal } from '#platform/refusal'

export const secondPersonNeeded = () =>
  new Refusal('second-person-needed', 403, 'You have signed this already; it takes somebody else.')
export const proofNeeded = () => new Refusal('proof-needed', 403, 'This has to be signed. Please prove that it is you.')
export const signatureMissing = () =>
  new Refusal('first-signature-missing', 409, 'Whoever asked for this has not signed it. It has to be asked for anew.')
export const signatureVoid = () =>
  new Refusal(
    'first-signature-void',
    409,
    'The first signature does not stand any more, because its passkey was removed or may have been copied.',
  )
export const signatureExpired = () =>
  new Refusal('signature-expired', 409, 'The first signature is too old. It has to be asked for anew.')
export const contentChanged = () =>
  new Refusal('content-changed', 409, 'This is not what the first person signed. It has to be asked for anew.')
export const noSuchApproval = () => new Refusal('no-such-approval', 404, 'There is nothing of this kind to sign.')
export const notAllowed = () => new Refusal('not-allowed', 403, 'You may not do this.')
