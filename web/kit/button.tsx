import { Button as MantineButton } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import styles from './button.module.css'

/** go: the one act of the screen; quiet: another act; plain: a way out; stop: ends or refuses something. */
export type ButtonLook = 'go' | 'quiet' | 'plain' | 'stop'

type Shared = {
  readonly look?: ButtonLook
  readonly wide?: boolean
  readonly big?: boolean
  readonly children: ReactNode
}

const classesOf = ({ look = 'quiet', wide, big }: Omit<Shared, 'children'>): string =>
  [styles.button, styles[look], wide && styles.wide, big && styles.big].filter(Boolean).join(' ')

type ButtonProps = Shared & {
  readonly type?: 'button' | 'submit'
  readonly form?: string
  readonly busy?: boolean
  readonly disabled?: boolean
  readonly pressed?: boolean
  readonly onClick?: () => void
}

/** A button that names its act. While busy it stays in place and takes no second press. */
export const Button = ({
  type = 'button',
  form,
  busy,
  disabled,
  pressed,
  onClick,
  children,
  ...shared
}: ButtonProps) => (
  <MantineButton
    type={type}
    form={form}
    className={classesOf(shared)}
    classNames={{ inner: styles.inner, label: styles.label }}
    data-busy={busy || undefined}
    aria-busy={busy || undefined}
    aria-pressed={pressed}
    disabled={disabled}
    onClick={(event) => {
      if (busy) return event.preventDefault()
      onClick?.()
    }}
  >
    {children}
  </MantineButton>
)

type ButtonLinkProps = Shared & {
  readonly to: string
  readonly search?: Record<string, unknown>
  readonly hash?: string
}

/** A link that leads to where an act is done, in the dress of a button. */
export const ButtonLink = ({ to, search, hash, children, ...shared }: ButtonLinkProps) => (
  <Link to={to} search={search} hash={hash} className={classesOf(shared)}>
    {children}
  </Link>
)
