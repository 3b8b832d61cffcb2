import { Link } from '@tanstack/react-router'
import { usePermissions } from '../../person.tsx'
import { useHallWords } from './hall-words.ts'
import styles from './lockers.module.css'

const tabs = [
  { to: '/lockers', key: 'board', needs: 'lockers:watch' },
  { to: '/lockers/visits', key: 'visits', needs: 'lockers:watch' },
  { to: '/lockers/boxes', key: 'boxes', needs: 'lockers:watch' },
  { to: '/lockers/faces', key: 'faces', needs: 'lockers:serve' },
  { to: '/lockers/policy', key: 'policy', needs: 'lockers:manage' },
] as const

/** The parts of the locker hall that a role opens. */
export const Tabs = () => {
  const say = useHallWords()
  const permissions = usePermissions()
  return (
    <nav className={styles.tabs} aria-label={say('lockers')}>
      {tabs
        .filter(({ needs }) => permissions.has(needs))
        .map(({ to, key }) => (
          <Link key={to} to={to} activeOptions={{ exact: to === '/lockers' }}>
            {say(key)}
          </Link>
        ))}
    </nav>
  )
}
