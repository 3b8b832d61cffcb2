import { useState } from 'react'
import { agree, chooseAccount, currentTerms, giveAddress, giveBirthDate, giveName } from '#wire/identity'
import { SelectField, TextField } from '../../../kit/field.tsx'
import { Picks } from '../../../kit/picks.tsx'
import { useLanguage } from '../../../kit/words.ts'
import type { StepProps } from './contact-steps.tsx'
import styles from './entry-frame.module.css'
import { useEntryWords } from './entry-words.ts'
import { useRegistrationWords } from './registration-words.ts'
import { StepForm } from './step-form.tsx'
import { StepFrame } from './step-frame.tsx'
import { useStep } from './use-registration.ts'

/** The name, as payees read it. */
export const NameStep = ({ registration, onDone, given }: StepProps & { readonly given: string }) => {
  const [say, entry] = [useRegistrationWords(), useEntryWords()]
  const [name, setName] = useState(registration.name ?? given)
  const { mutate, isPending, error } = useStep(giveName, onDone)
  const send = () => mutate({ params: { id: registration.id }, body: { name: name.trim() } })
  return (
    <StepFrame step={3} title={say('nameTitle')}>
      <StepForm isBusy={isPending} error={error} isRight={name.trim() !== ''} onSend={send}>
        {(isTried) => (
          <TextField
            label={entry('name')}
            hint={entry('nameHint')}
            value={name}
            onChange={setName}
            autoComplete="name"
            maxLength={120}
            error={isTried && name.trim() === '' ? entry('nameMissing') : undefined}
          />
        )}
      </StepForm>
      <p className="small mut">{say('kept')}</p>
    </StepFrame>
  )
}

/** The date of birth. */
export const BirthStep = ({ registration, onDone, onBack }: StepProps) => {
  const say = useRegistrationWords()
  const [birthDate, setBirthDate] = useState(registration.birthDate ?? '')
  const { mutate, isPending, error } = useStep(giveBirthDate, onDone)
  const send = () => mutate({ params: { id: registration.id }, body: { birthDate } })
  return (
    <StepFrame step={4} title={say('birthTitle')} onBack={onBack}>
      <StepForm isBusy={isPending} error={error} isRight={birthDate !== ''} onSend={send}>
        {(isTried) => (
          <TextField
            label={say('birth')}
            hint={say('birthHint')}
            type="date"
            value={birthDate}
            onChange={setBirthDate}
            autoComplete="bday"
            error={isTried && birthDate === '' ? say('birthMissing') : undefined}
          />
        )}
      </StepForm>
    </StepFrame>
  )
}

const countries = ['IN', 'BD', 'LK', 'NP', 'AE', 'SG', 'GB', 'DE', 'US']

/** The names of these countries in the reader's language. */
const useCountries = () => {
  const names = new Intl.DisplayNames([useLanguage()], { type: 'region' })
  return countries.map((value) => ({ value, label: names.of(value) ?? value }))
}

/** The postal address. */
export const AddressStep = ({ registration, onDone, onBack }: StepProps) => {
  const say = useRegistrationWords()
  const options = useCountries()
  const known = registration.address
  const [line1 = '', line2 = ''] = known?.lines ?? []
  const [draft, setDraft] = useState({
    line1,
    line2,
    place: known?.place ?? '',
    postalCode: known?.postalCode ?? '',
    country: known?.country ?? 'IN',
  })
  const { mutate, isPending, error } = useStep(giveAddress, onDone)
  const change = (part: keyof typeof draft) => (value: string) => setDraft({ ...draft, [part]: value })
  const isPostal = /^[\p{L}\d][\p{L}\d -]{1,11}$/u.test(draft.postalCode.trim())
  const send = () => {
    const lines = [draft.line1.trim(), draft.line2.trim()].filter((line) => line !== '')
    const address = { lines, place: draft.place.trim(), postalCode: draft.postalCode.trim(), country: draft.country }
    mutate({ params: { id: registration.id }, body: { address } })
  }
  const isRight = draft.line1.trim() !== '' && draft.place.trim() !== '' && isPostal
  return (
    <StepFrame step={5} title={say('addressTitle')} onBack={onBack}>
      <StepForm isBusy={isPending} error={error} isRight={isRight} onSend={send}>
        {(isTried) => (
          <>
            <TextField
              label={say('line1')}
              value={draft.line1}
              onChange={change('line1')}
              autoComplete="address-line1"
              maxLength={120}
              error={isTried && draft.line1.trim() === '' ? say('missing') : undefined}
            />
            <TextField
              label={say('line2')}
              value={draft.line2}
              onChange={change('line2')}
              autoComplete="address-line2"
              maxLength={120}
            />
            <TextField
              label={say('place')}
              value={draft.place}
              onChange={change('place')}
              autoComplete="address-level2"
              maxLength={80}
              error={isTried && draft.place.trim() === '' ? say('missing') : undefined}
            />
            <TextField
              label={say('postalCode')}
              value={draft.postalCode}
              onChange={change('postalCode')}
              autoComplete="postal-code"
              maxLength={12}
              error={isTried && !isPostal ? say('postalWrong') : undefined}
            />
            <SelectField label={say('country')} value={draft.country} options={options} onChange={change('country')} />
          </>
        )}
      </StepForm>
    </StepFrame>
  )
}

const clauses = ['terms1', 'terms2', 'terms3', 'terms4'] as const

/** The terms, whole, and the button that agrees to them. */
export const TermsStep = ({ registration, onDone, onBack }: StepProps) => {
  const say = useRegistrationWords()
  const { mutate, isPending, error } = useStep(agree, onDone)
  const send = () => mutate({ params: { id: registration.id }, body: { terms: currentTerms } })
  return (
    <StepFrame step={6} title={say('termsTitle')} onBack={onBack}>
      <StepForm act={say('termsAct')} isBusy={isPending} error={error} isRight onSend={send}>
        {() => (
          <ol className={styles.terms}>
            {clauses.map((clause) => (
              <li key={clause}>{say(clause)}</li>
            ))}
          </ol>
        )}
      </StepForm>
    </StepFrame>
  )
}

/** What the first account is for. */
export const AccountStep = ({ registration, onDone, onBack }: StepProps) => {
  const say = useRegistrationWords()
  const [accountKind, setKind] = useState(registration.accountKind ?? 'current')
  const { mutate, isPending, error } = useStep(chooseAccount, onDone)
  const send = () => mutate({ params: { id: registration.id }, body: { accountKind } })
  return (
    <StepFrame step={7} title={say('accountTitle')} onBack={onBack}>
      <StepForm isBusy={isPending} error={error} isRight onSend={send}>
        {() => (
          <Picks
            legend={say('kind')}
            options={[
              { value: 'current', title: say('current'), detail: say('currentMore') },
              { value: 'savings', title: say('savings'), detail: say('savingsMore') },
            ]}
            value={accountKind}
            onChange={setKind}
          />
        )}
      </StepForm>
    </StepFrame>
  )
}
