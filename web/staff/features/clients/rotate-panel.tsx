import { useState } from 'react'
import type { ServiceClient } from '#wire/identity'
import { newId } from '../../../api/new-id.ts'
import { SelectField } from '../../../kit/field.tsx'
import { ProposePanel } from '../../propose-panel.tsx'
import { ClientKey } from './client-key.tsx'
import { useClientWords } from './client-words.ts'
import { useProposeKey } from './propose-key.ts'

const overlaps = [0, 1, 24, 168, 720]

/** Asks for a key that replaces the one of before, and shows it once. */
export const RotatePanel = ({ client: { id, name }, onClose }: { client: ServiceClient; onClose: () => void }) => {
  const say = useClientWords()
  const [key] = useState(newId)
  const [hours, setHours] = useState('24')
  const { made, proposing } = useProposeKey()
  if (proposing.isSuccess && made) return <ClientKey name={name} secret={made.key} onClose={onClose} />
  const read = () =>
    made && {
      about: 'service-key' as const,
      client: id,
      key,
      keyHash: made.keyHash,
      overlapHours: Number(hours),
    }
  return (
    <ProposePanel
      title={say('rotateTitle', { name })}
      more={say('rotateMore')}
      read={read}
      proposing={proposing}
      onClose={onClose}
    >
      <SelectField
        label={say('overlap')}
        options={overlaps.map((count) => ({
          value: String(count),
          label: count === 0 ? say('atOnce') : say('hours', { count }),
        }))}
        value={hours}
        onChange={setHours}
      />
    </ProposePanel>
  )
}
