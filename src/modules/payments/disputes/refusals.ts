/** Every no about disputes, said once. */
import { Refusal } from '#platform/refusal'

export const noSuchDispute = () => new Refusal('no-such-dispute', 404, 'There is no such dispute.')
export const disputeDiffers = () =>
  new Refusal('dispute-differs', 409, 'Another dispute was opened under this id. Nothing was done now.')
export const disputeOpen = () =>
  new Refusal('dispute-open', 409, 'You dispute this charge already. Add to that dispute what you have to say.')
export const disputeOver = () => new Refusal('dispute-over', 409, 'This dispute has ended.')
export const tooLate = () =>
  new Refusal('dispute-too-late', 422, 'What was taken more than 120 days ago can no longer be disputed here.')
export const answeredAlready = () => new Refusal('dispute-answered', 409, 'You have answered this dispute already.')
export const creditedAlready = () => new Refusal('dispute-credited', 409, 'The payer has been credited already.')
export const notBorne = () =>
  new Refusal('dispute-not-borne', 409, 'The bank bears nothing of this dispute, so there is nothing to write off.')
export const writtenOffAlready = () =>
  new Refusal('dispute-written-off', 409, 'What the bank bore of this dispute was written off already.')
export const notYet = () =>
  new Refusal(
    'dispute-not-due',
    409,
    'The merchant has not answered, and still has time to. A credit can be given meanwhile.',
  )
export const evidenceUnfit = () =>
  new Refusal('evidence-unfit', 422, 'The file is not the picture or PDF that it is said to be.')
export const tooMuchEvidence = () =>
  new Refusal('too-much-evidence', 422, 'Five files of each side are kept with a dispute. This one was not.')
export const noSuchEvidence = () => new Refusal('no-such-evidence', 404, 'There is no such file.')
export const noSuchProposal = () => new Refusal('no-such-dispute-proposal', 404, 'There is no such proposal.')
export const proposalWaits = () =>
  new Refusal('dispute-proposal-waits', 409, 'A proposal about this dispute waits for a second person.')
export const proposalEnded = () => new Refusal('dispute-proposal-ended', 409, 'This proposal was decided already.')
export const secondPerson = () =>
  new Refusal('second-person-needed', 403, 'You proposed this; somebody else has to decide it.')
export const notYours = () => new Refusal('not-your-request', 403, 'Only who proposed this can withdraw it.')
export const proposalDiffers = () => new Refusal('id-taken', 409, 'Something else was proposed under this id.')
