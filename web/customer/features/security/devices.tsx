import { IconDeviceLaptop } from '@tabler/icons-react'
import { useMutation, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { Device } from '#wire/identity'
import { askOwnStepUp, bindDevice, renameDevice, revokeDevice } from '#wire/identity'
import { call } from '../../../api/call.ts'
import { makeDeviceKey } from '../../../api/device-key.ts'
import { devicesQuery } from '../../../api/queries.ts'
import { Button } from '../../../kit/button.tsx'
import { fullDay } from '../../../kit/dates.ts'
import { TextField } from '../../../kit/field.tsx'
import { Icon } from '../../../kit/icon.tsx'
import { ProblemNote } from '../../../kit/problem-note.tsx'
import { Section } from '../../../kit/section.tsx'
import { useLanguage } from '../../../kit/words.ts'
import { useFactorWords } from './factor-words.ts'
import { Folded } from './folded.tsx'
import { ProvedForm, useRefreshSecurity } from './proved-form.tsx'
import styles from './security-page.module.css'

const Rename = ({ device, onDone }: { device: Device; onDone: () => void }) => {
  const say = useFactorWords()
  const refresh = useRefreshSecurity()
  const [name, setName] = useState(device.name)
  const { mutate, isPending, error } = useMutation({
    mutationFn: () => call(renameDevice, { params: { id: device.id }, body: { name: name.trim() } }),
    onSuccess: async () => {
      onDone()
      await refresh()
    },
  })
  return (
    <form
      className={`${styles.form} ${styles.below}`}
      noValidate
      onSubmit={(event) => {
        event.preventDefault()
        if (name.trim()) mutate()
      }}
    >
      <TextField
        label={say('deviceName')}
        value={name}
        onChange={setName}
        maxLength={60}
        autoComplete="off"
        error={name.trim() ? undefined : say('nameMissing')}
      />
      {error && <ProblemNote error={error} />}
      <div>
        <Button type="submit" busy={isPending}>
          {say('saveName')}
        </Button>
      </div>
    </form>
  )
}

const Row = ({ device }: { device: Device }) => {
  const say = useFactorWords()
  const language = useLanguage()
  const refresh = useRefreshSecurity()
  const [isNaming, setNaming] = useState(false)
  const revoke = useMutation({
    mutationFn: () => call(revokeDevice, { params: { id: device.id } }),
    onSettled: refresh,
  })
  const facts = [
    device.isHere ? say('here') : say('boundOn', { day: fullDay(new Date(device.boundAt), language) }),
    ...(device.hasKey ? [say('hasKey')] : []),
  ]
  return (
    <li className={styles.row}>
      <Icon of={IconDeviceLaptop} />
      <div className={styles.words}>
        <p className="strong">{device.name}</p>
        <p className="tiny mut">{facts.join(' · ')}</p>
      </div>
      <div className={styles.acts}>
        <Button look="plain" pressed={isNaming} onClick={() => setNaming(!isNaming)}>
          {say('rename')}
          <span className="vh"> {device.name}</span>
        </Button>
        <Button look="plain" busy={revoke.isPending} onClick={() => revoke.mutate()}>
          {say('revoke')}
          <span className="vh"> {device.name}</span>
        </Button>
      </div>
      {isNaming && <Rename device={device} onDone={() => setNaming(false)} />}
      {revoke.error && (
        <div className={styles.below}>
          <ProblemNote error={revoke.error} />
        </div>
      )}
    </li>
  )
}

const Bind = ({ suggested, onLeave }: { suggested: string; onLeave: () => void }) => {
  const say = useFactorWords()
  const [name, setName] = useState(suggested)
  return (
    <ProvedForm
      label={say('bindHere')}
      act={say('bindHere')}
      what={say('signsBind')}
      isWhole={name.trim() !== ''}
      onLeave={onLeave}
      ask={() => call(askOwnStepUp, { body: { act: 'bind-device' } })}
      send={async (proof) => call(bindDevice, { body: { name: name.trim(), key: await makeDeviceKey(), proof } })}
    >
      <TextField
        label={say('deviceName')}
        hint={say('bindMore')}
        value={name}
        onChange={setName}
        maxLength={60}
        autoComplete="off"
        error={name.trim() ? undefined : say('nameMissing')}
      />
    </ProvedForm>
  )
}

/** Bound devices, and the way to bind this one. */
export const Devices = ({ suggested }: { suggested: string }) => {
  const say = useFactorWords()
  const { data, error } = useQuery(devicesQuery)
  if (error) return <ProblemNote error={error} />
  if (!data) return null
  const bound = data.filter(({ revokedAt }) => revokedAt === null)
  return (
    <Section title={say('devices')}>
      <p className={`small soft ${styles.lede}`}>{say('devicesLede')}</p>
      {bound.length > 0 && (
        <ul className={styles.rows}>
          {bound.map((device) => (
            <Row key={device.id} device={device} />
          ))}
        </ul>
      )}
      {!bound.some(({ isHere }) => isHere) && (
        <Folded act={say('bindHere')}>
          {(close) => <Bind suggested={suggested || say('thisDevice')} onLeave={close} />}
        </Folded>
      )}
    </Section>
  )
}
