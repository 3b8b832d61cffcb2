import { useQuery } from '@tanstack/react-query'
import { Note } from '../../../kit/note.tsx'
import { NewPasskey, PasskeyList, useCanAdd } from '../../../shared/passkeys/passkey-list.tsx'
import { usePasskeyWords } from '../../../shared/passkeys/passkey-words.ts'
import { Part, StaffPage } from '../../page.tsx'
import { rightsQuery } from '../../queries.ts'
import { useSigningWords } from '../../signing-words.ts'
import { useStaffWords } from '../../staff-words.ts'

/** The passkeys of a member of staff, with which they sign in and sign what two people decide. */
export const SecurityPage = () => {
  const say = useStaffWords()
  const sayKeys = usePasskeyWords()
  const sign = useSigningWords()
  const canAdd = useCanAdd()
  const { data: rights } = useQuery(rightsQuery)
  return (
    <StaffPage title={say('security')} lead={sign('securityLead')}>
      {rights?.signsWith === 'nothing' && <Note tone="wait" lead={sign('passkeyMissing')} />}
      <Part title={sayKeys('passkeys')}>
        <PasskeyList />
      </Part>
      {canAdd && (
        <Part title={sayKeys('add')}>
          <NewPasskey />
        </Part>
      )}
    </StaffPage>
  )
}
