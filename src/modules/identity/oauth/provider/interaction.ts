/** When the customer is asked: every time, in the bank's own page. */
import { interactionPolicy } from 'oidc-provider'

/** Where the page is that asks. */
export const consentPath = '/consent'

const { Check, base } = interactionPolicy

/** The library's own rules, and one more: nothing is given out without the customer's yes to this very request. */
export const askAlways = () => {
  const policy = base()
  policy
    .get('consent')
    ?.checks.add(
      new Check('asked_each_time', 'the customer decides in the page of the bank', 'interaction_required', (ctx) =>
        ctx.oidc.result?.consent ? Check.NO_NEED_TO_PROMPT : Check.REQUEST_PROMPT,
      ),
    )
  return policy
}
