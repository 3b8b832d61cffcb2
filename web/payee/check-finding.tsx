import type { PayeeCheck } from '#wire/payments'
import { Finding } from '../kit/safety-line.tsx'
import { usePayeeWords } from './payee-words.ts'

/** What the bank said of the name that was typed. */
export const CheckFinding = ({ match, name }: Pick<PayeeCheck, 'match' | 'name'>) => {
  const say = usePayeeWords()
  return <Finding tone={match === 'same' ? 'fine' : 'open'}>{say(match, { name })}</Finding>
}
