import { useMutation, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { issueCode, rotateCodeKey } from '#wire/payments'
import type { Product } from '#wire/products'
import { call } from '../../../api/call.ts'
import { productsQuery } from '../../../api/queries.ts'
import { Button } from '../../../kit/button.tsx'
import { Loading } from '../../../kit/empty.tsx'
import { SelectField } from '../../../kit/field.tsx'
import { Note } from '../../../kit/note.tsx'
import { ProblemNote } from '../../../kit/problem-note.tsx'
import { QrCode } from '../../../kit/qr-code.tsx'
import { Section } from '../../../kit/section.tsx'
import { Page } from '../../../kit/shell.tsx'
import { useCodeWords } from './code-words.ts'
import styles from './codes.module.css'

/** A payee whose print was pasted over or stolen ends all of them at once. */
const Withdraw = ({ product }: { product: string }) => {
  const say = useCodeWords()
  const [isSure, setSure] = useState(false)
  const { mutate, data, error, isPending } = useMutation({
    mutationFn: () => call(rotateCodeKey, { body: { product, revokes: true } }),
    onSuccess: () => setSure(false),
  })
  return (
    <Section title={say('revoke')} ruled>
      <div className={styles.form}>
        <p className="small">{say('revokeSure')}</p>
        <div className={styles.two}>
          {isSure ? (
            <>
              <Button onClick={() => setSure(false)}>{say('keep')}</Button>
              <Button look="stop" onClick={() => mutate()} busy={isPending}>
                {say('revokeAct')}
              </Button>
            </>
          ) : (
            <Button onClick={() => setSure(true)}>{say('revoke')}</Button>
          )}
        </div>
        <div role="status">
          {data && <Note>{say('revoked')}</Note>}
          {error && <ProblemNote error={error} />}
        </div>
      </div>
    </Section>
  )
}

const Print = ({ products }: { products: readonly Product[] }) => {
  const say = useCodeWords()
  const [chosen, setChosen] = useState(products[0].id)
  const { mutate, data, error, isPending } = useMutation({
    mutationFn: () => call(issueCode, { body: { product: chosen, kind: 'static', minor: null } }),
  })
  return (
    <>
      <div className={`${styles.form} ${styles.hidden}`}>
        <p>{say('printLede')}</p>
        {products.length > 1 && (
          <SelectField
            label={say('account')}
            value={chosen}
            options={products.map(({ id, name, number }) => ({
              value: id,
              label: say('accountEnds', { name, ends: number.slice(-4) }),
            }))}
            onChange={setChosen}
          />
        )}
        <Button look={data ? 'quiet' : 'go'} onClick={() => mutate()} busy={isPending}>
          {say('printMake')}
        </Button>
        {error && <ProblemNote error={error} />}
      </div>
      {data && (
        <>
          <section className={styles.print}>
            <h2>{say('scanToPay')}</h2>
            <QrCode text={data.emv} label={say('codeOf', { name: data.name })} />
            <p className="small">{say('printCompare')}</p>
            <p className="strong">{data.name}</p>
          </section>
          <div className={`${styles.two} ${styles.hidden}`}>
            <Button look="go" onClick={() => window.print()}>
              {say('printAct')}
            </Button>
          </div>
        </>
      )}
      <div className={`${styles.below} ${styles.hidden}`}>
        <Withdraw product={chosen} />
      </div>
    </>
  )
}

/** A code for a shop's counter: it stays the same. */
export const PrintedPage = () => {
  const say = useCodeWords()
  const { data: products, error, refetch } = useQuery(productsQuery)
  return (
    <Page title={say('printTitle')} back="/receive">
      {products?.length ? (
        <Print products={products} />
      ) : error ? (
        <ProblemNote error={error} onRetry={() => refetch()} />
      ) : products ? (
        <p>{say('noAccount')}</p>
      ) : (
        <Loading rows={4} />
      )}
    </Page>
  )
}
