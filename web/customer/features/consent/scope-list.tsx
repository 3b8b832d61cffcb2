import type { TablerIcon } from '@tabler/icons-react'
import { IconBuildingBank, IconEye, IconSend, IconUserCircle } from '@tabler/icons-react'
import type { ConsentRequest } from '#wire/identity'
import { Icon } from '../../../kit/icon.tsx'
import styles from './consent.module.css'
import { scopeWord, useConsentWords } from './consent-words.ts'

const icons = { 'accounts:read': IconEye, 'payments:write': IconSend, 'bank:use': IconBuildingBank }

const Line = ({ icon, what, more }: { icon: TablerIcon; what: string; more: string }) => (
  <li>
    <Icon of={icon} />
    <div>
      <p className="strong">{what}</p>
      <p className="small soft">{more}</p>
    </div>
  </li>
)

/** What a client could do, in plain words. */
export const ScopeList = ({ scopes, wantsName }: Pick<ConsentRequest, 'scopes' | 'wantsName'>) => {
  const say = useConsentWords()
  if (scopes.length === 0) return <p className={styles.fact}>{say('nothing')}</p>
  return (
    <ul className={styles.list}>
      {scopes.map((scope) => (
        <Line
          key={scope}
          icon={icons[scope]}
          what={say(scopeWord(scope))}
          more={say(`${scopeWord(scope)}-more` as const)}
        />
      ))}
      {wantsName && <Line icon={IconUserCircle} what={say('name')} more={say('nameMore')} />}
    </ul>
  )
}
