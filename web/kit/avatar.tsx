import styles from './avatar.module.css'

const initials = (name: string): string => {
  const words = name.split(/\s+/).filter(Boolean)
  const [first, last] = [words[0], words.length > 1 ? words.at(-1) : undefined]
  return [first, last].map((word) => [...(word ?? '')][0] ?? '').join('')
}

/** A person by their initials; decoration beside the name. */
export const Avatar = ({ name, small }: { name: string; small?: boolean }) => (
  <span className={`${styles.avatar} ${small ? styles.small : ''}`} aria-hidden="true">
    {initials(name)}
  </span>
)
