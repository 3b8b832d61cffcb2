/** Programs that two administrators let in, in a bank where passwords sign. */
import { type Person, password, type TestBank } from '#testing/bank'

/** Asked for by the first and granted by the second; the first answer that is a no, or the last. */
export const letIn = async (bank: TestBank, [first, second]: readonly [Person, Person], change: object) => {
  const path = `/v1/client-proposals/${bank.newId()}`
  const proof = { password }
  const asked = await bank.ask(first, 'PUT', path, { change, reason: 'As we agreed on Monday.', proof })
  if (asked.status !== 200) return asked
  return bank.ask(second, 'POST', `${path}/decision`, { decision: 'grant', note: 'I have called them.', proof })
}
