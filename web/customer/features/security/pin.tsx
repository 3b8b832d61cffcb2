import { IconPassword } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { askOwnStepUp, setPin } from '#wire/identity'
import { call } from '../../../api/call.ts'
import { factorsQuery } from '../../../api/queries.ts'
import { fullDay } from '../../../kit/dates.ts'
import { PasswordField } from '../../../kit/field.tsx'
import { Icon } from '../../../kit/icon.tsx'
import { Section } from '../../../kit/section.tsx'
import { useLanguage } from '../../../kit/words.ts'
import { useFactorWords } from './factor-words.ts'
import { Folded } from './folded.tsx'
import { ProvedForm } from './proved-form.tsx'
import styles from './security-page.module.css'

const isPin = (pin: string): boolean => /^\d{6,12}$/.test(pin)

const NewPin = ({ act, onLeave }: { act: string; onLeave: () => void }) => {
  const say = useFactorWords()
  const [pin, setDigits] = useState('')
  const [isTried, setTried] = useState(false)
  return (
    <ProvedForm
      label={act}
      act={say('pinSave')}
      what={say('signsPin')}
      isWhole={isPin(pin)}
      onTry={() => setTried(true)}
      ask={() => call(askOwnStepUp, { body: { act: 'set-pin' } })}
      send={(proof) => call(setPin, { body: { pin, proof } })}
      onDone={onLeave}
      onLeave={onLeave}
    >
      <PasswordField
        label={say('newPin')}
        hint={say('newPinHint')}
        value={pin}
        onChange={(text) => setDigits(text.replace(/\D/g, '').slice(0, 12))}
        inputMode="numeric"
        autoComplete="new-password"
        error={isTried && !isPin(pin) ? say('pinMissing') : undefined}
      />
    </ProvedForm>
  )
}

/** The PIN that goes with codes of the app and with bound devices: set or changed by itself. */
export const Pin = () => {
  const say = useFactorWords()
  const language = useLanguage()
  const { data } = useQuery(factorsQuery)
  if (!data) return null
  const act = say(data.pin ? 'pinChange' : 'pinSet')
  return (
    <Section title={say('pinTitle')}>
      <p className={`small soft ${styles.lede}`}>{say('pinLede')}</p>
      {data.pin && (
        <ul className={styles.rows}>
          <li className={styles.row}>
            <Icon of={IconPassword} />
            <div className={styles.words}>
              <p className="strong">{say('pinTitle')}</p>
              <p className="tiny mut">{say('appSince', { day: fullDay(new Date(data.pin.setAt), language) })}</p>
            </div>
          </li>
        </ul>
      )}
      <Folded act={act}>{(close) => <NewPin act={act} onLeave={close} />}</Folded>
    </Section>
  )
}
