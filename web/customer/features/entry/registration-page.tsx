import { useQuery } from '@tanstack/react-query'
import { useLocation } from '@tanstack/react-router'
import { useState } from 'react'
import type { Registration, RegistrationStep } from '#wire/identity'
import { Loading } from '../../../kit/empty.tsx'
import { ProblemNote } from '../../../kit/problem-note.tsx'
import { CodeStep, EmailStep, PhoneStep } from './contact-steps.tsx'
import { EntryFrame } from './entry-frame.tsx'
import { useEntryWords } from './entry-words.ts'
import { AccountStep, AddressStep, BirthStep, NameStep, TermsStep } from './person-steps.tsx'
import { useRegistrationWords } from './registration-words.ts'
import { SecretForm } from './secret-form.tsx'
import { StepFrame } from './step-frame.tsx'
import { registrationQuery, useCompletion } from './use-registration.ts'

const SecretStep = ({ registration, onBack }: { registration: Registration; onBack: () => void }) => {
  const say = useRegistrationWords()
  const { mutate, isPending, error } = useCompletion(registration)
  return (
    <StepFrame step={8} title={say('secretTitle')} onBack={onBack}>
      <SecretForm
        act={say('finish')}
        isBusy={isPending}
        error={error}
        onPassword={(secret) => mutate(secret)}
        onPasskey={() => mutate(undefined)}
      />
    </StepFrame>
  )
}

type StepsProps = { readonly registration: Registration | null; readonly given: { name: string; email: string } }

/** The step that is next, or an earlier one that somebody went back to. */
const Steps = ({ registration, given }: StepsProps) => {
  const [chosen, setChosen] = useState<RegistrationStep>()
  const onDone = () => setChosen(undefined)
  const backTo = (step: RegistrationStep) => () => setChosen(step)
  if (!registration || chosen === 'phone') return <PhoneStep onDone={onDone} />
  const shared = { registration, onDone }
  switch (chosen ?? registration.next) {
    case 'phone-code':
      return <CodeStep key="sms" {...shared} channel="sms" onBack={backTo('phone')} />
    case 'email':
      return <EmailStep {...shared} given={given.email} />
    case 'email-code':
      return <CodeStep key="mail" {...shared} channel="mail" onBack={backTo('email')} />
    case 'name':
      return <NameStep {...shared} given={given.name} />
    case 'birth-date':
      return <BirthStep {...shared} onBack={backTo('name')} />
    case 'address':
      return <AddressStep {...shared} onBack={backTo('birth-date')} />
    case 'terms':
      return <TermsStep {...shared} onBack={backTo('address')} />
    case 'account':
      return <AccountStep {...shared} onBack={backTo('terms')} />
    default:
      return <SecretStep registration={registration} onBack={backTo('account')} />
  }
}

/** Opening an account: one question a page, phone first; it goes on where it was left. */
export const RegistrationPage = () => {
  const say = useEntryWords()
  const draft = useLocation().state.draft
  const { data, error, refetch } = useQuery(registrationQuery)
  return (
    <EntryFrame title={say('register')} question={say('haveOne')} otherTo="/sign-in" otherAct={say('signIn')}>
      {data !== undefined && <Steps registration={data} given={draft ?? { name: '', email: '' }} />}
      {data === undefined && (error ? <ProblemNote error={error} onRetry={() => refetch()} /> : <Loading rows={3} />)}
    </EntryFrame>
  )
}
