import { useMutation, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { Aliases } from '#wire/payments'
import { chooseAlias, releaseAlias, switchContact } from '#wire/payments'
import type { Product } from '#wire/products'
import { call } from '../../../api/call.ts'
import { aliasesQuery } from '../../../api/people-queries.ts'
import { productsQuery, useRefreshMoney } from '../../../api/queries.ts'
import { Button } from '../../../kit/button.tsx'
import { Loading } from '../../../kit/empty.tsx'
import { SelectField, TextField } from '../../../kit/field.tsx'
import { focusFirstError } from '../../../kit/focus.ts'
import { ProblemNote } from '../../../kit/problem-note.tsx'
import { Section } from '../../../kit/section.tsx'
import { Page } from '../../../kit/shell.tsx'
import styles from './aliases.module.css'
import { useAliasesWords } from './aliases-words.ts'

const labelOf = ({ name, number }: Product) => `${name} …${number.slice(-4)}`
const accountOf = (products: readonly Product[], id: string): string => {
  const product = products.find((each) => each.id === id)
  return product ? labelOf(product) : ''
}

type Props = { readonly known: Aliases; readonly products: readonly Product[] }

const Names = ({ known, products }: Props) => {
  const say = useAliasesWords()
  const refresh = useRefreshMoney()
  const { mutate, isPending, error } = useMutation({
    mutationFn: (name: string) => call(releaseAlias, { params: { name } }),
    onSuccess: refresh,
  })
  return (
    <Section title={say('names')} ruled>
      {known.names.length === 0 && <p className={styles.form}>{say('none')}</p>}
      <ul className={styles.list}>
        {known.names.map(({ name, product }) => (
          <li key={name} className={styles.row}>
            <div>
              <p className="strong">{name}@bank</p>
              <p className="small soft">{say('leads', { account: accountOf(products, product) })}</p>
            </div>
            <Button look="plain" busy={isPending} onClick={() => mutate(name)}>
              {say('giveUp', { name })}
            </Button>
          </li>
        ))}
      </ul>
      {known.names.length > 0 && <p className="small soft">{say('giveUpMore')}</p>}
      {error && <ProblemNote error={error} />}
    </Section>
  )
}

const Choose = ({ products }: Pick<Props, 'products'>) => {
  const say = useAliasesWords()
  const refresh = useRefreshMoney()
  const [name, setName] = useState('')
  const [chosen, setChosen] = useState('')
  const [isTried, setTried] = useState(false)
  const product = chosen || products[0]?.id || ''
  const { mutate, isPending, error } = useMutation({
    mutationFn: () => call(chooseAlias, { params: { name: name.trim() }, body: { product } }),
    onSuccess: async () => {
      setName('')
      setTried(false)
      await refresh()
    },
  })
  return (
    <Section title={say('choose')} ruled>
      <form
        className={styles.form}
        noValidate
        onSubmit={(event) => {
          event.preventDefault()
          setTried(true)
          focusFirstError(event.currentTarget)
          if (name.trim()) mutate()
        }}
      >
        <TextField
          label={say('name')}
          hint={say('nameHint')}
          autoComplete="off"
          maxLength={30}
          value={name}
          onChange={(typed) => setName(typed.replace(/@.*$/, ''))}
          error={isTried && !name.trim() ? say('nameMissing') : undefined}
        />
        <SelectField
          label={say('account')}
          value={product}
          options={products.map((each) => ({ value: each.id, label: labelOf(each) }))}
          onChange={setChosen}
        />
        {error && <ProblemNote error={error} />}
        <div>
          <Button type="submit" busy={isPending}>
            {say('act')}
          </Button>
        </div>
      </form>
    </Section>
  )
}

const Contact = ({ contact, products }: { contact: Aliases['contacts'][number]; products: readonly Product[] }) => {
  const say = useAliasesWords()
  const refresh = useRefreshMoney()
  const { kind, shown, isProved, product } = contact
  const { mutate, isPending, error } = useMutation({
    mutationFn: (to: string | null) => call(switchContact, { params: { kind }, body: { product: to } }),
    onSuccess: refresh,
  })
  const first = products[0]?.id
  return (
    <li className={styles.row}>
      <div>
        <p className="strong">{say(kind, { shown })}</p>
        <p className="small soft">
          {product ? say('on', { account: accountOf(products, product) }) : say(isProved ? 'off' : 'unproved')}
        </p>
      </div>
      {product && (
        <Button look="plain" busy={isPending} onClick={() => mutate(null)}>
          {say('switchOff')}
        </Button>
      )}
      {!product && isProved && first && (
        <Button busy={isPending} onClick={() => mutate(first)}>
          {say('switchOn')}
        </Button>
      )}
      {error && <ProblemNote error={error} />}
    </li>
  )
}

/** Names that I chose, and whether I am paid under my phone and email. */
export const AliasesPage = () => {
  const say = useAliasesWords()
  const { data: known, error, refetch } = useQuery(aliasesQuery)
  const { data: products } = useQuery(productsQuery)
  return (
    <Page title={say('title')} back="/profile">
      <p>{say('lead')}</p>
      {known && products ? (
        <>
          <Names known={known} products={products} />
          {products.length > 0 && <Choose products={products} />}
          <Section title={say('contacts')} ruled>
            <ul className={styles.list}>
              {known.contacts.map((contact) => (
                <Contact key={contact.kind} contact={contact} products={products} />
              ))}
            </ul>
            {!known.contacts.some(({ kind }) => kind === 'phone') && <p className={styles.form}>{say('noPhone')}</p>}
          </Section>
        </>
      ) : error ? (
        <ProblemNote error={error} onRetry={() => refetch()} />
      ) : (
        <Loading rows={4} />
      )}
    </Page>
  )
}
