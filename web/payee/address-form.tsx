import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import type { PayeeCheck } from '#wire/payments'
import { checkPayee } from '#wire/payments'
import { call } from '../api/call.ts'
import { Button } from '../kit/button.tsx'
import { TextField } from '../kit/field.tsx'
import { ProblemNote } from '../kit/problem-note.tsx'
import styles from './payee.module.css'
import { usePayeeWords } from './payee-words.ts'

const isAddress = (text: string): boolean => /^\+[\d\s().-]{8,}$|^\S+@\S+$/.test(text.trim())

/** Asks for an alias, a phone or an email and for the name that goes with it, and hands on what the bank confirms. */
export const AddressForm = ({ onChecked }: { onChecked: (check: PayeeCheck) => void }) => {
  const say = usePayeeWords()
  const [address, setAddress] = useState('')
  const [name, setName] = useState('')
  const [isTried, setTried] = useState(false)
  const { mutate, isPending, error } = useMutation({
    mutationFn: () => call(checkPayee, { body: { address: address.trim(), name: name.trim() } }),
    onSuccess: onChecked,
  })
  return (
    <div className={styles.form}>
      <TextField
        label={say('address')}
        hint={say('addressHint')}
        autoComplete="off"
        maxLength={254}
        value={address}
        onChange={setAddress}
        error={isTried && !isAddress(address) ? say('addressMissing') : undefined}
      />
      <TextField
        label={say('name')}
        hint={say('nameHint')}
        autoComplete="off"
        maxLength={120}
        value={name}
        onChange={setName}
        error={isTried && !name.trim() ? say('nameMissing') : undefined}
      />
      {error && <ProblemNote error={error} />}
      <div>
        <Button
          busy={isPending}
          onClick={() => {
            setTried(true)
            if (isAddress(address) && name.trim()) mutate()
          }}
        >
          {say('check')}
        </Button>
      </div>
    </div>
  )
}
