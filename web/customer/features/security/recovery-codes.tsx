import { useEffect, useRef, useState } from 'react'
import { Button } from '../../../kit/button.tsx'
import { useFactorWords } from './factor-words.ts'
import styles from './security-page.module.css'

const FILE = 'bankserver-recovery-codes.txt'

/** Ten codes, shown once: copied, kept as a file, or printed. */
export const RecoveryCodes = ({ codes, onKept }: { codes: readonly string[]; onKept: () => void }) => {
  const say = useFactorWords()
  const heading = useRef<HTMLHeadingElement>(null)
  useEffect(() => heading.current?.focus(), [])
  const [isCopied, setCopied] = useState(false)
  const text = `${codes.join('\n')}\n`
  return (
    <section className={styles.codes} aria-label={say('codesTitle')}>
      <h3 ref={heading} tabIndex={-1}>
        {say('codesTitle')}
      </h3>
      <p className="small soft">{say('codesMore')}</p>
      <ol>
        {codes.map((code) => (
          <li key={code}>
            <code>{code}</code>
          </li>
        ))}
      </ol>
      <div className={styles.acts}>
        <Button onClick={() => navigator.clipboard.writeText(text).then(() => setCopied(true))}>{say('copy')}</Button>
        <a className={styles.file} download={FILE} href={`data:text/plain;charset=utf-8,${encodeURIComponent(text)}`}>
          {say('download')}
        </a>
        <Button onClick={() => window.print()}>{say('print')}</Button>
        <Button look="plain" onClick={onKept}>
          {say('kept')}
        </Button>
      </div>
      <p role="status" className="small soft">
        {isCopied && say('copied')}
      </p>
    </section>
  )
}
