import { useQuery } from '@tanstack/react-query'
import type { SafetyChecked } from '#wire/fraud'
import { safetyQuery } from '../api/queries.ts'
import { SafetyFindings } from '../kit/safety-findings.tsx'
import { useGuardWords } from './guard-words.ts'
import styles from './warned.module.css'

/** What the guard says of a text and a name that somebody else has written. */
export const useGuard = (note: string, payee: string): SafetyChecked | undefined =>
  useQuery(safetyQuery(note, payee)).data

/** Says it in the place where they are read; nothing where nothing stands out. */
export const ShownWarning = ({ checked, name }: { checked: SafetyChecked | undefined; name: string }) => {
  const say = useGuardWords()
  if (!checked || checked.findings.length === 0) return null
  return (
    <div className={styles.shown} role="status">
      <p className="strong">{say('shown', { name })}</p>
      <SafetyFindings findings={checked.findings} />
    </div>
  )
}
