import { useMutation, useQuery } from '@tanstack/react-query'
import type { SavedPayee } from '#wire/payments'
import { removePayee } from '#wire/payments'
import { call } from '../../../api/call.ts'
import { savedPayeesQuery, useRefreshMoney } from '../../../api/queries.ts'
import { Avatar } from '../../../kit/avatar.tsx'
import { Button, ButtonLink } from '../../../kit/button.tsx'
import { Loading } from '../../../kit/empty.tsx'
import { ProblemNote } from '../../../kit/problem-note.tsx'
import { Section } from '../../../kit/section.tsx'
import { Page } from '../../../kit/shell.tsx'
import { PayeeForm } from './payee-form.tsx'
import styles from './payees-page.module.css'
import { usePayeesWords } from './payees-words.ts'

const Row = ({ payee, onRemove }: { payee: SavedPayee; onRemove: (payee: SavedPayee) => void }) => {
  const say = usePayeesWords()
  const { name, number, holder, match } = payee
  return (
    <li className={styles.row}>
      <Avatar name={name} small />
      <div>
        <p className="strong">{name}</p>
        <p className="small soft">{say('account', { ends: number.slice(-4), holder })}</p>
        {match === 'differs' && <p className={styles.differs}>{say('differs')}</p>}
      </div>
      <div className={styles.acts}>
        <ButtonLink to="/send" search={{ to: number }}>
          {say('pay', { name })}
        </ButtonLink>
        <Button look="plain" onClick={() => onRemove(payee)}>
          {say('remove', { name })}
        </Button>
      </div>
    </li>
  )
}

const useRemove = () => {
  const refresh = useRefreshMoney()
  return useMutation({
    mutationFn: ({ number }: SavedPayee) => call(removePayee, { params: { number } }),
    onSuccess: refresh,
  })
}

/** Payees that the customer saved: pay one, remove one, save another. */
export const PayeesPage = () => {
  const say = usePayeesWords()
  const { data: items, error, refetch } = useQuery(savedPayeesQuery)
  const remove = useRemove()
  return (
    <Page title={say('title')} back="/send">
      <p className={styles.lead}>{say('lead')}</p>
      <Section title={say('saved')} ruled>
        {!items && (error ? <ProblemNote error={error} onRetry={() => refetch()} /> : <Loading rows={3} />)}
        {items?.length === 0 && <p className={styles.none}>{say('none')}</p>}
        {items && items.length > 0 && (
          <ul className={styles.list}>
            {items.map((payee) => (
              <Row key={payee.number} payee={payee} onRemove={remove.mutate} />
            ))}
          </ul>
        )}
        <div role="status">
          {remove.isSuccess && <p className="small soft">{say('removed', { name: remove.variables.name })}</p>}
        </div>
        {remove.error && <ProblemNote error={remove.error} />}
      </Section>
      <Section title={say('add')} ruled>
        <PayeeForm />
      </Section>
    </Page>
  )
}
