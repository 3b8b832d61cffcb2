import { useState } from 'react'
import type { Registration } from '#wire/identity'
import { beginRegistration, giveEmail, proveEmail, provePhone, sendRegistrationCode } from '#wire/identity'
import { useOrderId } from '../../../api/order-id.ts'
import { SelectField, TextField } from '../../../kit/field.tsx'
import { isLanguage, languages, rememberLanguage } from '../../../kit/language.ts'
import { speak, useLanguage } from '../../../kit/words.ts'
import { CodeForm } from './code-form.tsx'
import { useEntryWords } from './entry-words.ts'
import { readPhone } from './phone-number.ts'
import { useRegistrationWords } from './registration-words.ts'
import { StepForm } from './step-form.tsx'
import { StepFrame } from './step-frame.tsx'
import { useStep } from './use-registration.ts'

/** What a step is given: where it stands, and what to do once it is done or left. */
export type StepProps = {
  readonly registration: Registration
  readonly onDone: () => void
  readonly onBack?: () => void
}

const LanguageField = () => {
  const say = useEntryWords()
  const language = useLanguage()
  return (
    <SelectField
      label={say('language')}
      value={language}
      options={languages.map(({ code, name }) => ({ value: code, label: name }))}
      onChange={(code) => {
        if (!isLanguage(code)) return
        rememberLanguage(code)
        speak(code)
      }}
    />
  )
}

/** The first step: the language, and the phone number that a code goes to. */
export const PhoneStep = ({ onDone }: Pick<StepProps, 'onDone'>) => {
  const say = useRegistrationWords()
  const language = useLanguage()
  const [text, setText] = useState('')
  const { idOf } = useOrderId()
  const { mutate, isPending, error } = useStep(beginRegistration, onDone)
  const phone = readPhone(text)
  const send = () => {
    if (phone === undefined) return
    const body = { phone, language: isLanguage(language) ? language : 'en' } as const
    mutate({ params: { id: idOf(body) }, body })
  }
  return (
    <StepFrame step={1} title={say('phoneTitle')}>
      <StepForm isBusy={isPending} error={error} isRight={phone !== undefined} onSend={send}>
        {(isTried) => (
          <>
            <LanguageField />
            <TextField
              label={say('phone')}
              hint={say('phoneHint')}
              value={text}
              onChange={setText}
              autoComplete="tel"
              error={isTried && phone === undefined ? say('phoneWrong') : undefined}
            />
          </>
        )}
      </StepForm>
    </StepFrame>
  )
}

/** The code that came to the phone or by mail. */
export const CodeStep = ({
  registration,
  channel,
  onDone,
  onBack,
}: StepProps & { readonly channel: 'sms' | 'mail' }) => {
  const say = useRegistrationWords()
  const { mutate, isPending, error } = useStep(channel === 'sms' ? provePhone : proveEmail, onDone)
  const again = useStep(sendRegistrationCode, () => {})
  const { id, codes, phone, email, hasOutbox } = registration
  return (
    <StepFrame step={channel === 'sms' ? 1 : 2} title={say('codeTitle')} onBack={onBack}>
      <CodeForm
        label={say('phoneCode', { to: channel === 'sms' ? phone : (email ?? '') })}
        sent={codes.find((code) => code.channel === channel)}
        hasOutbox={hasOutbox}
        isBusy={isPending || again.isPending}
        error={error ?? again.error}
        onCode={(code) => mutate({ params: { id }, body: { code } })}
        onAgain={() => again.mutate({ params: { id }, body: { channel } })}
      />
    </StepFrame>
  )
}

/** The email that a code goes to. */
export const EmailStep = ({ registration, onDone, given }: StepProps & { readonly given: string }) => {
  const [say, entry] = [useRegistrationWords(), useEntryWords()]
  const [email, setEmail] = useState(registration.email ?? given)
  const { mutate, isPending, error } = useStep(giveEmail, onDone)
  const isRight = /^\S+@\S+\.\S+$/.test(email.trim())
  return (
    <StepFrame step={2} title={say('emailTitle')}>
      <StepForm
        isBusy={isPending}
        error={error}
        isRight={isRight}
        onSend={() => mutate({ params: { id: registration.id }, body: { email: email.trim() } })}
      >
        {(isTried) => (
          <TextField
            label={entry('email')}
            hint={say('emailHint')}
            type="email"
            value={email}
            onChange={setEmail}
            autoComplete="email"
            error={isTried && !isRight ? entry('emailWrong') : undefined}
          />
        )}
      </StepForm>
    </StepFrame>
  )
}
