import type { ReactNode } from 'react'
import { useState } from 'react'
import { Button } from '../../../kit/button.tsx'
import styles from './security-page.module.css'

/** A form that stands behind its act until somebody wants it. */
export const Folded = ({ act, children }: { act: string; children: (close: () => void) => ReactNode }) => {
  const [isOpen, setOpen] = useState(false)
  if (isOpen) return children(() => setOpen(false))
  return (
    <div className={styles.form}>
      <div>
        <Button onClick={() => setOpen(true)}>{act}</Button>
      </div>
    </div>
  )
}
