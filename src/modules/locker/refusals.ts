/** Every expected no of the locker. */
import { Refusal } from '#platform/refusal'

export const noSuchBox = () => new Refusal('no-such-box', 404, 'There is no such box here.')
export const boxTaken = () => new Refusal('box-taken', 409, 'This branch has a box with this number already.')
export const boxInUse = () => new Refusal('box-in-use', 409, 'Somebody is at this box. Try again when they have gone.')
export const boxBusy = () => new Refusal('box-busy', 409, 'Somebody is at this box already, here or at another kiosk.')
export const boxOpen = () => new Refusal('box-open', 409, 'The door of this box stands open.')
export const boxLocked = () => new Refusal('box-locked', 403, 'This box is locked. Please speak to the staff.')
export const kioskBusy = () => new Refusal('kiosk-busy', 409, 'Somebody is at this kiosk. Stop their visit first.')
export const idTaken = () => new Refusal('id-taken', 409, 'This id was used for something else.')
export const tooManyAttempts = (seconds: number) =>
  new Refusal('too-many-attempts', 429, 'Too many tries. Please wait a while and try again.', seconds)

export const noSuchAttempt = () => new Refusal('no-such-attempt', 404, 'There is no such visit at this kiosk.')
export const attemptOver = () => new Refusal('attempt-over', 409, 'This visit is over. Begin again.')
export const wrongNonce = () =>
  new Refusal('wrong-nonce', 409, 'This step was asked before, or not asked for. Read how the visit stands.')
export const wrongDoor = () => new Refusal('wrong-door', 409, 'Another door is next.')
export const faceNotInstalled = () =>
  new Refusal(
    'face-not-installed',
    501,
    'Faces cannot be seen here: the packages for it are not installed. Use a passkey.',
  )
export const tooBusy = () => new Refusal('too-busy', 503, 'Too many faces are being looked at. Try again.', 2)

export const kioskRefused = () => new Refusal('kiosk-refused', 401, 'This kiosk is not known, or has to sign in again.')
export const wrongKioskCode = () => new Refusal('wrong-kiosk-code', 403, 'This code is wrong, or its time is over.')
export const noSuchKiosk = () => new Refusal('no-such-kiosk', 404, 'There is no such kiosk in service.')
export const entryRefused = () =>
  new Refusal('entry-refused', 422, 'An entry is not signed by this kiosk, or not the next one. Nothing was taken.')

export const noSuchPerson = () => new Refusal('no-such-person', 404, 'There is no such customer.')
export const noSuchHolder = () => new Refusal('no-such-holder', 404, 'Nobody of this id holds the box.')
export const holderKnown = () => new Refusal('holder-known', 409, 'This person is entered for the box already.')
export const datesNeeded = () =>
  new Refusal('dates-needed', 422, 'An agent has a first and a last day, at most a year apart; an owner has none.')
export const ownerNeeded = () =>
  new Refusal('owner-needed', 409, 'A box needs an owner before anybody may act for one.')
export const tooManyHolders = () => new Refusal('too-many-holders', 409, 'A box has at most ten owners and agents.')

export const lockOutOfReach = () =>
  new Refusal('lock-out-of-reach', 422, 'Kiosks of this bank may not reach a lock at this address.')
export const noPermits = () =>
  new Refusal('no-permits', 403, 'No box opens here while the bank is not reached: the policy forbids it.')

export const noSuchEnrollment = () => new Refusal('no-such-enrollment', 404, 'There is no such enrollment.')
export const enrollmentOver = () => new Refusal('enrollment-over', 409, 'This enrollment is over, or not at this step.')
export const enrollmentOpen = () => new Refusal('enrollment-open', 409, 'An enrollment of this person is open already.')
export const consentMissing = () =>
  new Refusal('consent-missing', 403, 'The person has not agreed yet. They do so in their own app.')
export const posesMissing = () => new Refusal('poses-missing', 409, 'Not every pose has been taken.')
export const notYourEnrollment = () =>
  new Refusal('not-your-enrollment', 403, 'Whoever began an enrollment takes its pictures.')
export const noSuchFace = () => new Refusal('no-such-face', 404, 'No face of this person is kept.')

export const noSuchConsent = () => new Refusal('no-such-consent', 404, 'Nothing of this id waits for your consent.')
export const secretTooCommon = () =>
  new Refusal('secret-too-common', 422, 'This secret is too easily guessed. Choose one of more different characters.')
export const noSuchIncident = () => new Refusal('no-such-incident', 404, 'There is no such notice.')
export const answeredAlready = () => new Refusal('answered-already', 409, 'You have answered this already.')
export const wrongIncidentCode = () =>
  new Refusal('wrong-incident-code', 403, 'This is not the code that was sent with the notice.')

export const noSuchAlarm = () => new Refusal('no-such-alarm', 404, 'There is no such alarm.')
export const alarmOver = () => new Refusal('alarm-over', 409, 'This alarm is over.')
export const noSuchReport = () => new Refusal('no-such-report', 404, 'There is no such form.')
export const noSuchVisit = () => new Refusal('no-such-visit', 404, 'There is no such visit.')
export const noSuchPicture = () =>
  new Refusal('no-such-picture', 404, 'There is no such picture for you, or its time is over.')
export const notLocked = () => new Refusal('not-locked', 409, 'This box is not locked.')
export const noSuchRelease = () => new Refusal('no-such-release', 404, 'There is no such release.')
export const releaseOver = () => new Refusal('release-over', 409, 'This release was decided already.')
export const policyRefused = () =>
  new Refusal('policy-refused', 422, 'The distance for “not sure” must not be below that for “the owner”.')
export const policyWaits = () => new Refusal('policy-waits', 409, 'Another policy waits for a second person.')
export const noSuchPolicy = () => new Refusal('no-such-policy', 404, 'Nobody has proposed a policy under this id.')
export const policyDecided = () => new Refusal('policy-decided', 409, 'This policy was decided already.')
