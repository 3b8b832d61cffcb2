import { useQuery } from '@tanstack/react-query'
import { passkeysQuery } from '../../api/queries.ts'
import { Loading } from '../../kit/empty.tsx'
import { ProblemNote } from '../../kit/problem-note.tsx'
import { AddPasskey } from './add-passkey.tsx'
import { PasskeyRow } from './passkey-row.tsx'
import { usePasskeyWords } from './passkey-words.ts'
import styles from './passkeys.module.css'

/** The passkeys of whoever is signed in, each with what can be done with it. */
export const PasskeyList = () => {
  const say = usePasskeyWords()
  const { data, error } = useQuery(passkeysQuery)
  if (error) return <ProblemNote error={error} />
  if (!data) return <Loading />
  return (
    <>
      <p className={`small soft ${styles.lede}`}>{data.items.length > 0 ? say('lede') : say('none')}</p>
      <ul className={styles.rows}>
        {data.items.map((passkey) => (
          <PasskeyRow key={passkey.id} passkey={passkey} />
        ))}
      </ul>
    </>
  )
}

/** Whether another one can be made; nothing proves that it is the person until what may have a copy is removed. */
export const useCanAdd = (): boolean => {
  const { data } = useQuery(passkeysQuery)
  return data !== undefined && (data.items.length === 0 || data.items.some(({ suspectedAt }) => suspectedAt === null))
}

/** Where another one is made. */
export const NewPasskey = () => {
  const say = usePasskeyWords()
  const { data } = useQuery(passkeysQuery)
  if (!data) return null
  return (
    <>
      {data.items.length === 0 && <p className={`small soft ${styles.form}`}>{say('lede')}</p>}
      <AddPasskey provesWith={data.provesWith} passwordProvesFrom={data.passwordProvesFrom} />
    </>
  )
}
