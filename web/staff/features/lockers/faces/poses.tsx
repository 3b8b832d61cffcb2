import { useEffect, useRef, useState } from 'react'
import type { z } from 'zod'
import { type EnrollmentView, type PoseName, sendPose } from '#wire/locker'
import { base64url } from '../../../../api/base64url.ts'
import { call } from '../../../../api/call.ts'
import { Button } from '../../../../kit/button.tsx'
import { Note } from '../../../../kit/note.tsx'
import { StaffProblem } from '../../../staff-problem.tsx'
import { useCareWords } from '../care-words.ts'
import styles from '../lockers.module.css'
import { useDeed } from '../use-deed.ts'

const poses: readonly PoseName[] = ['straight', 'left', 'right', 'up', 'down']
const QUALITY = 0.9

type Outcome = z.infer<(typeof sendPose)['answer']>

/** The branch's camera, for as long as pictures are taken. */
const useBranchCamera = () => {
  const video = useRef<HTMLVideoElement>(null)
  const [isThere, setThere] = useState(true)
  const [isPlaying, setPlaying] = useState(false)
  useEffect(() => {
    let isOver = false
    let stream: MediaStream | undefined
    const open = async () => {
      stream = await navigator.mediaDevices.getUserMedia({ video: { width: { ideal: 960 } } })
      if (!isOver && video.current) video.current.srcObject = stream
      await video.current?.play()
    }
    const stop = () => {
      for (const track of stream?.getTracks() ?? []) track.stop()
    }
    // No camera, no permission, or one that another program holds.
    open().catch(() => !isOver && setThere(false))
    return () => {
      isOver = true
      stop()
    }
  }, [])
  const grab = async (): Promise<string | undefined> => {
    const seen = video.current
    if (!seen || seen.videoWidth === 0) return undefined
    const canvas = document.createElement('canvas')
    Object.assign(canvas, { width: seen.videoWidth, height: seen.videoHeight })
    canvas.getContext('2d')?.drawImage(seen, 0, 0)
    const blob = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, 'image/jpeg', QUALITY))
    return blob ? base64url(await blob.arrayBuffer()) : undefined
  }
  return { video, isThere, isPlaying, onPlaying: () => setPlaying(true), grab }
}

const hints = {
  nobody: 'nobody-there',
  'one-person-only': 'one-person-only',
  'come-closer': 'come-closer',
  'go-back': 'go-back',
  'hold-still': 'hold-still',
  'look-straight': 'look-straight',
  'more-light': 'more-light',
  'less-light': 'less-light',
  'show-your-face': 'show-your-face',
} as const
const faults = {
  nobody: 'nobody-there',
  'several-faces': 'one-person-only',
  'another-face': 'another-face',
  'wrong-pose': 'wrong-pose',
  'not-a-picture': 'other',
  'not-a-person': 'other',
} as const

/** What became of a picture, in a sentence. */
const useSentence = () => {
  const say = useCareWords()
  return ({ isTaken, fault, hints: advice }: Outcome): string => {
    if (isTaken) return say('taken')
    const words = new Set([...(fault ? [faults[fault]] : []), ...advice.map((hint) => hints[hint])])
    return [...words].map((word) => say(word)).join(' ') || say('other')
  }
}

/** Each pose before the branch's camera, one picture at a time, with what to do better. */
export const Poses = ({ enrollment }: { enrollment: EnrollmentView }) => {
  const say = useCareWords()
  const sentenceOf = useSentence()
  const { video, isThere, isPlaying, onPlaying, grab } = useBranchCamera()
  const next = poses.find((pose) => enrollment.missing.includes(pose))
  const { mutate, isPending, error, data } = useDeed(
    async (pose: PoseName) => {
      const jpeg = await grab()
      return jpeg ? call(sendPose, { params: { id: enrollment.id }, body: { pose, jpeg } }) : undefined
    },
    { text: '', path: '' },
  )
  return (
    <>
      <p className="small soft">{say('takeMore')}</p>
      <ul className={styles.poses}>
        {poses.map((pose) => (
          <li key={pose} data-taken={!enrollment.missing.includes(pose) || undefined}>
            {say(pose)}
          </li>
        ))}
      </ul>
      {isThere ? (
        <div className={styles.camera}>
          <video ref={video} muted playsInline onPlaying={onPlaying} aria-label={say('video')} />
        </div>
      ) : (
        <Note tone="stop" lead={say('noCamera')} />
      )}
      <p role="status">{data && sentenceOf(data)}</p>
      {error && <StaffProblem error={error} />}
      {next && isThere && (
        <div className={styles.form}>
          <h3>{say(next)}</h3>
          <div>
            <Button look="go" busy={isPending || !isPlaying} onClick={() => mutate(next)}>
              {say('take')}
            </Button>
          </div>
        </div>
      )}
    </>
  )
}
