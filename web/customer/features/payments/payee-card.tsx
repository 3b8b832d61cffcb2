import type { ReactNode } from 'react'
import { Avatar } from '../../../kit/avatar.tsx'
import styles from './payee-card.module.css'

/** The person at the other end: initials, name, and which account. */
export const PayeeCard = ({ name, detail, act }: { name: string; detail: string; act?: ReactNode }) => (
  <div className={styles.card}>
    <Avatar name={name} />
    <div>
      <p className={styles.name}>{name}</p>
      <p className={styles.detail}>{detail}</p>
    </div>
    {act}
  </div>
)
