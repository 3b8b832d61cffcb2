import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { Button } from '../../../kit/button.tsx'
import { StaffProblem } from '../../staff-problem.tsx'
import { useHallWords } from './hall-words.ts'
import { pictureQuery } from './locker-queries.ts'
import styles from './lockers.module.css'

/** A picture of a kiosk, which is looked at for a reason, by a link that ends after a minute. */
export const LockerPicture = ({ id }: { id: string }) => {
  const say = useHallWords()
  const [isWanted, setWanted] = useState(false)
  const { data, error, isFetching, refetch } = useQuery({ ...pictureQuery(id), enabled: isWanted })
  if (!isWanted || (isFetching && !data))
    return (
      <Button busy={isFetching} onClick={() => setWanted(true)}>
        {say('picture')}
      </Button>
    )
  if (!data) return <StaffProblem error={error} onRetry={() => refetch()} />
  return <img className={styles.picture} src={data.url} alt={say('pictureShown')} />
}
