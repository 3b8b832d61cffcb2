import { IconArrowLeft, IconArrowRight, IconArrowUp, IconEye } from '@tabler/icons-react'
import { useEffect, useRef } from 'react'
import { Icon } from '../../kit/icon.tsx'
import { useCamera } from '../camera/camera.tsx'
import type { Ask } from '../camera/plan.ts'
import styles from './ring.module.css'

const TICKS = 72
const arrows = { 'turn-left': IconArrowLeft, 'turn-right': IconArrowRight, 'look-up': IconArrowUp, blink: IconEye }

const Tick = ({ index, isFull }: { index: number; isFull: boolean }) => (
  <line
    y1="-214"
    y2={isFull ? -238 : -232}
    stroke={isFull ? 'var(--green)' : 'var(--edge)'}
    strokeWidth={isFull ? 7 : 3}
    transform={`rotate(${(360 / TICKS) * index})`}
  />
)

/** The camera's picture, as in a mirror, in a ring that fills with each picture taken; an arrow shows which way. */
export const Ring = ({ label, share, ask }: { label: string; share: number; ask: Ask | undefined }) => {
  const { stream } = useCamera()
  const video = useRef<HTMLVideoElement>(null)
  useEffect(() => {
    const element = video.current
    if (!element || !stream) return
    element.srcObject = stream
    // Where a browser will not play it, the words alone lead.
    void element.play().catch(() => undefined)
  }, [stream])
  const full = Math.round(share * TICKS)
  return (
    <div className={styles.ring} role="img" aria-label={label}>
      <video ref={video} className={styles.video} muted playsInline />
      <svg className={styles.ticks} viewBox="-250 -250 500 500" aria-hidden="true">
        <circle r="200" fill="none" stroke="var(--rule-ink)" strokeWidth="1.5" />
        {Array.from({ length: TICKS }, (_, index) => (
          // Ticks have no other name than their place.
          // biome-ignore lint/suspicious/noArrayIndexKey: the ring has always the same ticks
          <Tick key={index} index={index} isFull={index < full} />
        ))}
      </svg>
      {ask && ask !== 'ahead' && (
        <span className={`${styles.arrow} ${styles[ask]}`}>
          <Icon of={arrows[ask]} size={64} />
        </span>
      )}
    </div>
  )
}
