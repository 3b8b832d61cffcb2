/** How long what OAuth gives out counts, in seconds. The one place of these numbers. */

const minute = 60
const day = 24 * 60 * minute

/** FAPI 2.0, 5.3.2.1: an authorization code lives for a minute at most. */
export const codeSeconds = minute
/** Short, so that a copy is soon worth nothing; a withdrawn consent does not wait for it. */
export const accessTokenSeconds = 5 * minute
export const idTokenSeconds = 5 * minute
/** How long a customer may take to sign in and to decide. */
export const interactionSeconds = 15 * minute
/** A consent that nobody renews ends. Its refresh tokens end with it. */
export const consentSeconds = 90 * day
/** Clocks of others may be this much off (FAPI 2.0, 5.3.2.1: 10 seconds at least, 60 at most). */
export const toleranceSeconds = 10
