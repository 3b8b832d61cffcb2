import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { PayeeCheck } from '#wire/payments'
import { Problem } from '../api/problem.ts'
import { payeeQuery, payeesQuery, savedPayeesQuery } from '../api/queries.ts'
import { Button } from '../kit/button.tsx'
import { TextField } from '../kit/field.tsx'
import { Picks } from '../kit/picks.tsx'
import { ProblemNote } from '../kit/problem-note.tsx'
import { AddressForm } from './address-form.tsx'
import styles from './payee.module.css'
import { usePayeeWords } from './payee-words.ts'

/** Somebody who was named: what the bank takes for them, and how to show them. */
export interface Picked {
  readonly to: string
  readonly name: string
  /** An alias, or what tells of the account number. */
  readonly detail: string
  readonly match?: PayeeCheck['match']
  readonly currency: string
}

const DIGITS = 12
const SHOWN = 6

type PickerProps = { readonly onPick: (picked: Picked) => void; readonly except: readonly string[] }

const ByNumber = ({ onPick }: Pick<PickerProps, 'onPick'>) => {
  const say = usePayeeWords()
  const [number, setNumber] = useState('')
  const { data: payee, error } = useQuery(payeeQuery(number))
  const isForeign = payee && !payee.isOwn
  return (
    <div className={styles.form}>
      <TextField
        label={say('number')}
        hint={say('numberHint')}
        inputMode="numeric"
        autoComplete="off"
        value={number}
        onChange={(typed) => setNumber(typed.replace(/\D/g, '').slice(0, DIGITS))}
      />
      {error instanceof Problem && <ProblemNote error={error} />}
      {isForeign && (
        <>
          <p>{say('belongs', { name: payee.name })}</p>
          <div>
            <Button
              onClick={() => {
                const detail = say('ends', { ends: payee.number.slice(-4) })
                onPick({ to: payee.number, name: payee.name, detail, currency: payee.currency })
              }}
            >
              {say('add')}
            </Button>
          </div>
        </>
      )}
    </div>
  )
}

const useKnown = (except: readonly string[]) => {
  const { data: paid } = useQuery(payeesQuery)
  const { data: saved } = useQuery(savedPayeesQuery)
  const all = [...(saved ?? []), ...(paid?.items.filter(({ isOwn }) => !isOwn) ?? [])]
  const seen = new Set(except)
  return all
    .filter(({ number }) => {
      const isNew = !seen.has(number)
      seen.add(number)
      return isNew
    })
    .slice(0, SHOWN)
}

/** Picks a person: one that is known, or by number, alias, phone or email. */
export const PersonPicker = ({ onPick, except }: PickerProps) => {
  const say = usePayeeWords()
  const [by, setBy] = useState<'number' | 'address'>('address')
  const known = useKnown(except)
  return (
    <div className={styles.form}>
      {known.length > 0 && (
        <ul className={styles.known} aria-label={say('known')}>
          {known.map(({ number, name, currency }) => (
            <li key={number}>
              <Button
                onClick={() => onPick({ to: number, name, detail: say('ends', { ends: number.slice(-4) }), currency })}
              >
                {name}
              </Button>
            </li>
          ))}
        </ul>
      )}
      <Picks
        legend={say('by')}
        legendHidden
        options={[
          { value: 'address', title: say('byAddress') },
          { value: 'number', title: say('byNumber') },
        ]}
        value={by}
        onChange={setBy}
      />
      {by === 'number' ? (
        <ByNumber onPick={onPick} />
      ) : (
        <AddressForm
          onChecked={({ id, name, address, match, currency }) =>
            onPick({ to: id, name, detail: address, match, currency })
          }
        />
      )}
    </div>
  )
}
