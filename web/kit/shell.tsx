import type { TablerIcon } from '@tabler/icons-react'
import { IconArrowLeft } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { useEffect, useRef } from 'react'
import { takeFocus } from './focus.ts'
import { Icon } from './icon.tsx'
import { useKitWords } from './kit-words.ts'
import styles from './shell.module.css'
import { Wordmark } from './wordmark.tsx'

/** One place the navigation leads to. */
export type Place = { readonly to: string; readonly label: string; readonly icon: TablerIcon; readonly exact?: boolean }

/** The first thing a keyboard reaches: past the navigation to the page. */
export const SkipLink = () => (
  <a className={styles.skip} href="#main">
    {useKitWords()('skip')}
  </a>
)

type HeaderProps = {
  readonly home: string
  readonly places: readonly Place[]
  /** A page with one task has its own head on a phone, so that the bar shows on the desk only. */
  readonly isTask?: boolean
  readonly children?: ReactNode
}

/** The bar at the top: wordmark, the places (on the desk) and what stands at its end. */
export const Header = ({ home, places, isTask = false, children }: HeaderProps) => {
  const say = useKitWords()
  return (
    <header className={`${styles.header} ${isTask ? styles.desk : ''}`}>
      <div className={styles.bar}>
        <Wordmark to={home} />
        {places.length > 0 && (
          <nav className={styles.places} aria-label={say('main')}>
            {places.map(({ to, label, exact }) => (
              <Link key={to} to={to} activeOptions={{ exact: exact ?? false, includeSearch: false }}>
                {label}
              </Link>
            ))}
          </nav>
        )}
        <span className={styles.space} />
        {children}
      </div>
    </header>
  )
}

/** The places at the foot of a phone; five at most. */
export const TabBar = ({ places }: { places: readonly Place[] }) => {
  const say = useKitWords()
  return (
    <nav className={styles.tabs} aria-label={say('main')}>
      {places.map(({ to, label, icon, exact }) => (
        <Link key={to} to={to} activeOptions={{ exact: exact ?? false }}>
          <Icon of={icon} />
          {label}
        </Link>
      ))}
    </nav>
  )
}

type IconLinkProps = {
  readonly to: string
  readonly icon: TablerIcon
  readonly label: string
  /** What is new there; the label says it too. */
  readonly count?: number
}

/** A round link with an icon only; its label is spoken. */
export const IconLink = ({ to, icon, label, count = 0 }: IconLinkProps) => (
  <Link className={styles.round} to={to} aria-label={label}>
    <Icon of={icon} />
    {count > 0 && <span className={styles.count}>{count > 99 ? '99+' : count}</span>}
  </Link>
)

type PageProps = {
  readonly title: string
  /** Where the content speaks for itself, the heading is for screen readers only. */
  readonly titleHidden?: boolean
  /** Where the arrow before the title leads. */
  readonly back?: string
  /** Narrow pages are forms and outcomes, wide ones hold tables, split ones put a form beside what it is about. */
  readonly width?: 'narrow' | 'wide' | 'split'
  /** The acts, at the foot of a phone and below the content on a desk. */
  readonly acts?: ReactNode
  readonly children: ReactNode
}

/** A page with its one heading, a way back and its acts. */
export const Page = ({ title, titleHidden, back, width = 'narrow', acts, children }: PageProps) => {
  const say = useKitWords()
  const main = useRef<HTMLElement>(null)
  useEffect(() => takeFocus(main.current), [])
  return (
    <>
      <title>{`${title} · Bankserver`}</title>
      <main ref={main} id="main" tabIndex={-1} className={`${styles.page} ${styles[width]}`}>
        <div className={titleHidden ? undefined : styles.head}>
          {back && (
            <Link className={styles.round} to={back} aria-label={say('back')}>
              <Icon of={IconArrowLeft} />
            </Link>
          )}
          <h1 className={titleHidden ? 'vh' : undefined}>{title}</h1>
        </div>
        {width === 'split' ? <div className={styles.columns}>{children}</div> : children}
      </main>
      {acts && (
        <footer className={`${styles.acts} ${styles[width]}`}>
          <div>{acts}</div>
        </footer>
      )}
    </>
  )
}
