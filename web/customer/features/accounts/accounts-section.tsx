import type { ReactNode } from 'react'
import type { Product } from '#wire/products'
import { AccountRow } from '../../../kit/account-row.tsx'
import { moneyOf } from '../../../kit/currency.ts'
import { Money } from '../../../kit/money.tsx'
import { MoreLink, Section } from '../../../kit/section.tsx'
import { useAccountWords } from './account-words.ts'

const useRemark = () => {
  const say = useAccountWords()
  return (product: Product): ReactNode => {
    if (product.isFrozen) return say('stopped')
    if (product.balance === product.available) return say('allFree')
    return (
      <>
        {say('written')} <Money amount={moneyOf(product.currency, product.balance)} />
      </>
    )
  }
}

/** My accounts, each leading to its history. */
export const AccountsSection = ({ products }: { products: readonly Product[] }) => {
  const say = useAccountWords()
  const remark = useRemark()
  return (
    <Section title={say('accounts')} more={<MoreLink to="/open">{say('add')}</MoreLink>} ruled>
      {products.map((product) => (
        <AccountRow
          key={product.id}
          to="/history"
          search={{ account: product.id }}
          name={product.name}
          value={<Money amount={moneyOf(product.currency, product.available)} />}
          detail={say(product.kind === 'savings' ? 'savingsEnds' : 'ends', { ends: product.number.slice(-4) })}
          remark={remark(product)}
        />
      ))}
    </Section>
  )
}
