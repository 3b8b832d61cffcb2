import { useId } from 'react'
import styles from './file-pick.module.css'

type FilePickProps = {
  readonly label: string
  /** Types and endings that are offered. */
  readonly accept: string
  readonly busy?: boolean
  readonly onPick: (file: File) => void
}

/** Chooses one file and hands it on at once; the same one can be chosen again. */
export const FilePick = ({ label, accept, busy = false, onPick }: FilePickProps) => {
  const id = useId()
  return (
    <span className={styles.pick}>
      <input
        id={id}
        type="file"
        accept={accept}
        disabled={busy}
        onChange={(event) => {
          const [file] = event.currentTarget.files ?? []
          event.currentTarget.value = ''
          if (file) onPick(file)
        }}
      />
      <label htmlFor={id} data-busy={busy || undefined}>
        {label}
      </label>
    </span>
  )
}

/** The file as the bank takes it: browsers guess types by the ending, and not all of them the same. */
export const typed = (file: File): Blob =>
  new Blob([file], { type: /\.csv$/i.test(file.name) ? 'text/csv' : 'application/xml' })
