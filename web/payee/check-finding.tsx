import type { PayeeCheck } from '#wire/payments'
import { ShownWarning, useGuard } from '../guard/shown-warning.tsx'
import { Finding } from '../kit/safety-line.tsx'
import { usePayeeWords } from './payee-words.ts'

/** What the bank said of the name that was typed, and what the guard says of both: the name, and the address that leads to it. */
export const CheckFinding = ({ match, name, address }: Pick<PayeeCheck, 'match' | 'name'> & { address?: string }) => {
  const say = usePayeeWords()
  const checked = useGuard('', address ? `${name} ${address}` : name)
  return (
    <>
      <Finding tone={match === 'same' ? 'fine' : 'open'}>{say(match, { name })}</Finding>
      <ShownWarning checked={checked} name={name} />
    </>
  )
}
