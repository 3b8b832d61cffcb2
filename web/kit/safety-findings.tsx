import type { SafetyFinding } from '#wire/fraud'
import styles from './safety-findings.module.css'
import { useLanguage } from './words.ts'

/** What the guard found, a sentence each: what is wrong, and what to do. */
export const SafetyFindings = ({ findings }: { findings: readonly Omit<SafetyFinding, 'about'>[] }) => {
  const language = useLanguage()
  if (findings.length === 0) return null
  return (
    <ul className={styles.findings}>
      {findings.map(({ code, subject, severity, sentence }) => (
        <li key={`${code} ${subject}`} className={styles[severity]}>
          {language.startsWith('hi') ? sentence.hi : sentence.en}
        </li>
      ))}
    </ul>
  )
}
