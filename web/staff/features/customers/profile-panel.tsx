import type { Person } from '#wire/identity'
import { ProposePanel } from '../../propose-panel.tsx'
import { useProposeWords } from '../../propose-words.ts'
import { useProposeOpening } from '../../proposing.ts'
import { useSaying } from '../../said.tsx'
import { useCustomerWords } from './customer-words.ts'

/** Where somebody asks to read what is sealed. */
export const ProfilePanel = ({ customer: { id, name }, onClose }: { customer: Person; onClose: () => void }) => {
  const say = useCustomerWords()
  const sayAsked = useProposeWords()
  const tell = useSaying()
  const proposing = useProposeOpening(() => {
    tell(sayAsked('asked'), `/customers/${id}`)
    onClose()
  })
  return (
    <ProposePanel
      title={say('profileTitle', { name })}
      more={say('profileMore')}
      read={() => ({ about: 'profile' as const, person: id })}
      proposing={proposing}
      onClose={onClose}
    />
  )
}
