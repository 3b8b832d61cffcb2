import { useHotkeys } from '@mantine/hooks'
import { IconMenu2, IconX } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { Link, useLocation } from '@tanstack/react-router'
import { useEffect, useId, useRef, useState } from 'react'
import { Icon } from '../kit/icon.tsx'
import { Wordmark } from '../kit/wordmark.tsx'
import { usePermissions } from './person.tsx'
import { type ConsolePlace, type PlaceGroup, placeGroupsOf } from './places.tsx'
import { ProfileMenu } from './profile-menu.tsx'
import { approvalsQuery, reviewsQuery } from './queries.ts'
import styles from './rail.module.css'
import { useStaffWords } from './staff-words.ts'

const WaitingCount = () => {
  const say = useStaffWords()
  const { data } = useQuery(reviewsQuery)
  if (!data || data.length === 0) return null
  return (
    <span className={styles.count}>
      <span aria-hidden="true">{data.length}</span>
      <span className="vh">{say('waiting', { count: data.length })}</span>
    </span>
  )
}

const ApprovalsCount = () => {
  const say = useStaffWords()
  const { data } = useQuery(approvalsQuery)
  const count = data?.filter(({ isMine }) => !isMine).length ?? 0
  if (count === 0) return null
  return (
    <span className={styles.count}>
      <span aria-hidden="true">{count}</span>
      <span className="vh">{say('toSign', { count })}</span>
    </span>
  )
}

const PlaceLink = ({ place }: { place: ConsolePlace }) => {
  const say = useStaffWords()
  return (
    <li>
      <Link to={place.to} activeOptions={{ includeSearch: false }}>
        <Icon of={place.icon} />
        {say(place.key)}
        {place.key === 'reviews' && <WaitingCount />}
        {place.key === 'approvals' && <ApprovalsCount />}
      </Link>
    </li>
  )
}

// Fewer places are found without names for their groups.
const fewPlaces = 9

const Group = ({ group, isNamed }: { group: PlaceGroup; isNamed: boolean }) => {
  const say = useStaffWords()
  const id = useId()
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset is for what is filled in
    <div role="group" aria-labelledby={id} className={styles.group}>
      <p id={id} className={isNamed ? styles.groupName : 'vh'}>
        {say(group.key)}
      </p>
      <ul>
        {group.places.map((place) => (
          <PlaceLink key={place.key} place={place} />
        ))}
      </ul>
    </div>
  )
}

/** The name of the place where one is, and the way to all others, where there is no room for the rail. */
const MenuButton = ({ groups, menu }: { readonly groups: readonly PlaceGroup[]; readonly menu: Menu }) => {
  const say = useStaffWords()
  const { pathname } = useLocation()
  const here = groups.flatMap(({ places }) => places).find(({ to }) => pathname.startsWith(to))
  return (
    <button
      ref={menu.button}
      type="button"
      className={styles.menu}
      aria-expanded={menu.isOpen}
      aria-controls={menu.id}
      onClick={menu.toggle}
    >
      <Icon of={menu.isOpen ? IconX : IconMenu2} />
      <span className="vh">{say('menu')}: </span>
      <span className={styles.here}>{say(here?.key ?? 'console')}</span>
    </button>
  )
}

/** Opened by its button, closed by going somewhere or by Escape; then the button has the focus again. */
const useMenu = () => {
  const id = useId()
  const [isOpen, setOpen] = useState(false)
  const { pathname } = useLocation()
  const button = useRef<HTMLButtonElement>(null)
  // biome-ignore lint/correctness/useExhaustiveDependencies: whoever went somewhere wants to see it
  useEffect(() => setOpen(false), [pathname])
  const close = (): void => {
    if (!isOpen) return
    setOpen(false)
    button.current?.focus()
  }
  useHotkeys([['Escape', close, { preventDefault: false }]], [])
  return { id, isOpen, button, toggle: () => setOpen(!isOpen) }
}
type Menu = ReturnType<typeof useMenu>

/** The rail beside the work: where a person may go, and who they are. Where the screen is narrow, a bar with a menu that opens below it. */
export const Rail = () => {
  const say = useStaffWords()
  const groups = placeGroupsOf(usePermissions())
  const menu = useMenu()
  const count = groups.reduce((sum, { places }) => sum + places.length, 0)
  return (
    <header className={styles.rail} data-open={menu.isOpen || undefined}>
      <Wordmark to="/" />
      <p className={styles.name}>{say('console')}</p>
      <MenuButton groups={groups} menu={menu} />
      <nav id={menu.id} className={styles.places} aria-label={say('console')}>
        {groups.map((group) => (
          <Group key={group.key} group={group} isNamed={count > fewPlaces} />
        ))}
      </nav>
      <ProfileMenu />
    </header>
  )
}
