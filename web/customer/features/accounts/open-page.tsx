import { useMutation } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { currencyCodes } from '#platform/money'
import type { ProductKind } from '#wire/products'
import { openProduct } from '#wire/products'
import { call } from '../../../api/call.ts'
import { useOrderId } from '../../../api/order-id.ts'
import { isUnreachable } from '../../../api/problem.ts'
import { useRefreshMoney } from '../../../api/queries.ts'
import { Button } from '../../../kit/button.tsx'
import type { CurrencyCode } from '../../../kit/currency.ts'
import { SelectField, TextField } from '../../../kit/field.tsx'
import { Picks } from '../../../kit/picks.tsx'
import { ProblemNote } from '../../../kit/problem-note.tsx'
import { Page } from '../../../kit/shell.tsx'
import { useAccountWords } from './account-words.ts'
import styles from './open-page.module.css'

type Draft = { readonly kind: ProductKind; readonly currency: CurrencyCode; readonly name: string | undefined }

const isCurrency = (code: string): code is CurrencyCode => currencyCodes.some((known) => known === code)

const useOpen = () => {
  const navigate = useNavigate()
  const refresh = useRefreshMoney()
  const { idOf, forget } = useOrderId()
  return useMutation({
    mutationFn: (body: Draft & { name: string }) => call(openProduct, { params: { id: idOf(body) }, body }),
    onError: (error) => !isUnreachable(error) && forget(),
    onSuccess: async () => {
      await refresh()
      await navigate({ to: '/overview' })
    },
  })
}

/** Opens an account: what it is for, its currency, and what the customer calls it. */
export const OpenPage = () => {
  const say = useAccountWords()
  const [draft, setDraft] = useState<Draft>({ kind: 'current', currency: 'INR', name: undefined })
  const { mutate, isPending, error } = useOpen()
  const name = draft.name ?? say(draft.kind === 'savings' ? 'saved' : 'everyday')
  const act = (
    <Button type="submit" form="open" look="go" big wide busy={isPending}>
      {say('openAct')}
    </Button>
  )
  return (
    <Page title={say('open')} back="/overview" acts={act}>
      <p className="soft">{say('openLede')}</p>
      <form
        id="open"
        className={styles.form}
        onSubmit={(event) => {
          event.preventDefault()
          if (name.trim()) mutate({ ...draft, name: name.trim() })
        }}
      >
        <Picks
          legend={say('kind')}
          options={[
            { value: 'current', title: say('current'), detail: say('currentMore') },
            { value: 'savings', title: say('savings'), detail: say('savingsMore') },
          ]}
          value={draft.kind}
          onChange={(kind) => setDraft({ ...draft, kind })}
        />
        <SelectField
          label={say('currency')}
          value={draft.currency}
          options={currencyCodes.map((code) => ({ value: code, label: say(code) }))}
          onChange={(code) => isCurrency(code) && setDraft({ ...draft, currency: code })}
        />
        <TextField
          label={say('name')}
          hint={say('nameHint')}
          value={name}
          maxLength={60}
          error={name.trim() ? undefined : say('nameMissing')}
          onChange={(typed) => setDraft({ ...draft, name: typed })}
        />
        {error && <ProblemNote error={error} />}
      </form>
    </Page>
  )
}
