import { useQuery } from '@tanstack/react-query'
import { useParams } from '@tanstack/react-router'
import { chargeQuery } from '../../../api/charge-queries.ts'
import { Loading } from '../../../kit/empty.tsx'
import { ProblemNote } from '../../../kit/problem-note.tsx'
import { Page } from '../../../kit/shell.tsx'
import { useChargeWords } from './charges-words.ts'
import { MerchantSide } from './merchant-side.tsx'
import { PayerSide } from './payer-side.tsx'

/** One charge, as the side that looks at it sees it; somebody else comes by its signed link. */
export const ChargePage = () => {
  const say = useChargeWords()
  const { id, signature } = useParams({ strict: false })
  const { data: charge, error, refetch } = useQuery(chargeQuery(id ?? '', signature))
  if (charge)
    return charge.side === 'merchant' ? (
      <MerchantSide charge={charge} />
    ) : (
      <PayerSide charge={charge} signature={signature} />
    )
  return (
    <Page title={say('charge')} back="/charges">
      {error ? <ProblemNote error={error} onRetry={() => refetch()} /> : <Loading rows={4} />}
    </Page>
  )
}
