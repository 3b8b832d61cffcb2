/** Who may become a customer. */
import { Refusal } from '#platform/refusal'
import { currentTerms } from '../wire.ts'

const youngestYears = 18
const oldestYears = 120

/** The same day so many years before, as a calendar date; the 29th of February becomes the 1st of March. */
const yearsBefore = (today: Date, years: number): string =>
  new Date(Date.UTC(today.getUTCFullYear() - years, today.getUTCMonth(), today.getUTCDate())).toISOString().slice(0, 10)

/** Refuses whoever is not yet 18 on this day (in UTC): 'too-young' (422); and dates that nobody living has: 'birth-date-unlikely' (422). */
export const checkBirthDate = (birthDate: string, today: Date): void => {
  if (birthDate > today.toISOString().slice(0, 10) || birthDate < yearsBefore(today, oldestYears))
    throw new Refusal('birth-date-unlikely', 422, 'Please look at the date of birth again.')
  if (birthDate > yearsBefore(today, youngestYears))
    throw new Refusal('too-young', 422, `An account can be opened from the age of ${youngestYears} on.`)
}

/** Refuses other terms than those of today: 'terms-changed' (409). */
export const checkTerms = (terms: string): void => {
  if (terms !== currentTerms)
    throw new Refusal('terms-changed', 409, 'The terms have changed since you read them. Please read them again.')
}
