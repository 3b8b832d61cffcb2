import { IconBell, IconX } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import styles from './alert-line.module.css'
import { Icon } from './icon.tsx'
import { useKitWords } from './kit-words.ts'

type AlertLineProps = {
  /** What has just happened; nothing where the line is empty. */
  readonly text: string | undefined
  readonly link?: { readonly to: string; readonly label: string }
  readonly onClose: () => void
}

/** One line in its place in the page that tells what has just happened; it waits until it is read, and moves nothing over the work. */
export const AlertLine = ({ text, link, onClose }: AlertLineProps) => {
  const say = useKitWords()
  return (
    <div className={text ? styles.line : styles.none}>
      <div role="status" className={styles.text}>
        {text && <Icon of={IconBell} size={20} />}
        {text && <span>{text}</span>}
        {text && link && <Link to={link.to}>{link.label}</Link>}
      </div>
      {text && (
        <button type="button" className={styles.close} aria-label={say('closeAlert')} onClick={onClose}>
          <Icon of={IconX} size={20} />
        </button>
      )}
    </div>
  )
}
