import { IconDeviceMobileMessage } from '@tabler/icons-react'
import { useMutation, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { z } from 'zod'
import { askOwnStepUp, beginTotp, confirmTotp, makeRecoveryCodes, removeTotp } from '#wire/identity'
import { call } from '../../../api/call.ts'
import { factorsQuery } from '../../../api/queries.ts'
import { Button } from '../../../kit/button.tsx'
import { fullDay } from '../../../kit/dates.ts'
import { PasswordField, TextField } from '../../../kit/field.tsx'
import { focusFirstError } from '../../../kit/focus.ts'
import { Icon } from '../../../kit/icon.tsx'
import { ProblemNote } from '../../../kit/problem-note.tsx'
import { QrCode } from '../../../kit/qr-code.tsx'
import { Section } from '../../../kit/section.tsx'
import { useLanguage } from '../../../kit/words.ts'
import { useFactorWords } from './factor-words.ts'
import { Folded } from './folded.tsx'
import { LostApp } from './lost-app.tsx'
import { ProvedForm, useRefreshSecurity } from './proved-form.tsx'
import { RecoveryCodes } from './recovery-codes.tsx'
import styles from './security-page.module.css'

type Begun = z.output<typeof beginTotp.answer>

const isPin = (pin: string) => /^\d{6,12}$/.test(pin)
const onlyDigits = (text: string, most: number) => text.replace(/\D/g, '').slice(0, most)

type ConfirmProps = { readonly begun: Begun; readonly hasPin: boolean; readonly onCodes: (codes: string[]) => void }

const Confirm = ({ begun, hasPin, onCodes }: ConfirmProps) => {
  const say = useFactorWords()
  const refresh = useRefreshSecurity()
  const [code, setCode] = useState('')
  const [pin, setPin] = useState('')
  const [isSent, setSent] = useState(false)
  const { mutate, isPending, error } = useMutation({
    mutationFn: () => call(confirmTotp, { params: { id: begun.id }, body: { code, ...(hasPin ? {} : { pin }) } }),
    onSuccess: async ({ recoveryCodes }) => {
      onCodes(recoveryCodes)
      await refresh()
    },
  })
  const isWhole = code.length === 6 && (hasPin || isPin(pin))
  return (
    <form
      className={styles.form}
      noValidate
      aria-label={say('scan')}
      onSubmit={(event) => {
        event.preventDefault()
        setSent(true)
        focusFirstError(event.currentTarget)
        if (isWhole) mutate()
      }}
    >
      <p>{say('scan')}</p>
      <div className={styles.qr}>
        <QrCode text={begun.uri} label={say('qr')} />
      </div>
      <p className="small soft">
        {say('orType')} <code className={styles.secret}>{begun.secret.match(/.{1,4}/g)?.join(' ')}</code>
      </p>
      <TextField
        label={say('code')}
        hint={say('codeHint')}
        value={code}
        onChange={(text) => setCode(onlyDigits(text, 6))}
        inputMode="numeric"
        autoComplete="one-time-code"
        error={isSent && code.length !== 6 ? say('codeMissing') : undefined}
      />
      {!hasPin && (
        <PasswordField
          label={say('newPin')}
          hint={say('newPinHint')}
          value={pin}
          onChange={(text) => setPin(onlyDigits(text, 12))}
          inputMode="numeric"
          autoComplete="new-password"
          error={isSent && !isPin(pin) ? say('pinMissing') : undefined}
        />
      )}
      <div role="status">{error && <ProblemNote error={error} />}</div>
      <div>
        <Button type="submit" busy={isPending}>
          {say('confirm')}
        </Button>
      </div>
    </form>
  )
}

const Add = ({ hasPin, onCodes }: Omit<ConfirmProps, 'begun'>) => {
  const say = useFactorWords()
  const [begun, setBegun] = useState<Begun>()
  if (begun) return <Confirm begun={begun} hasPin={hasPin} onCodes={onCodes} />
  return (
    <Folded act={say('addApp')}>
      {(close) => (
        <ProvedForm
          label={say('addApp')}
          act={say('showCode')}
          what={say('signsAdd')}
          ask={() => call(askOwnStepUp, { body: { act: 'add-totp' } })}
          send={(proof) => call(beginTotp, { body: { proof } })}
          onDone={setBegun}
          onLeave={close}
        />
      )}
    </Folded>
  )
}

type Part = 'remove' | 'lost' | 'codes'

const App = ({ since, left, onCodes }: { since: string; left: number; onCodes: (codes: string[]) => void }) => {
  const say = useFactorWords()
  const language = useLanguage()
  const [open, setOpen] = useState<Part>()
  const close = () => setOpen(undefined)
  const toggle = (part: Part) => () => setOpen(open === part ? undefined : part)
  return (
    <ul className={styles.rows}>
      <li className={styles.row}>
        <Icon of={IconDeviceMobileMessage} />
        <div className={styles.words}>
          <p className="strong">{say('app')}</p>
          <p className="tiny mut">
            {say('appSince', { day: fullDay(new Date(since), language) })} · {say('codesLeft', { count: left })}
          </p>
        </div>
        <div className={styles.acts}>
          <Button look="plain" pressed={open === 'codes'} onClick={toggle('codes')}>
            {say('newCodes')}
          </Button>
          <Button look="plain" pressed={open === 'remove'} onClick={toggle('remove')}>
            {say('removeApp')}
          </Button>
        </div>
        {open === 'codes' && (
          <ProvedForm
            label={say('newCodes')}
            act={say('makeCodes')}
            what={say('signsCodes')}
            ask={() => call(askOwnStepUp, { body: { act: 'make-recovery-codes' } })}
            send={(proof) => call(makeRecoveryCodes, { body: { proof } })}
            onDone={({ recoveryCodes }) => {
              onCodes(recoveryCodes)
              close()
            }}
            onLeave={close}
          >
            <p className="small soft">{say('newCodesMore')}</p>
          </ProvedForm>
        )}
        {open === 'remove' && (
          <ProvedForm
            label={say('removeApp')}
            act={say('removeApp')}
            look="stop"
            what={say('signsRemove')}
            ask={() => call(askOwnStepUp, { body: { act: 'remove-totp' } })}
            send={(proof) => call(removeTotp, { body: { proof } })}
            onDone={close}
            onLeave={close}
          >
            <Button look="plain" onClick={toggle('lost')}>
              {say('lostApp')}
            </Button>
          </ProvedForm>
        )}
        {open === 'lost' && <LostApp onDone={close} />}
      </li>
    </ul>
  )
}

/** The authenticator app and the recovery codes that go with it. */
export const Authenticator = () => {
  const say = useFactorWords()
  const { data } = useQuery(factorsQuery)
  const [codes, setCodes] = useState<string[]>()
  if (!data) return null
  return (
    <Section title={say('authenticator')}>
      <p className={`small soft ${styles.lede}`}>{say('authenticatorLede')}</p>
      {codes && <RecoveryCodes codes={codes} onKept={() => setCodes(undefined)} />}
      {data.totp ? (
        <App since={data.totp.confirmedAt} left={data.recoveryCodes.left} onCodes={setCodes} />
      ) : (
        <Add hasPin={data.pin !== null} onCodes={setCodes} />
      )}
    </Section>
  )
}
