import { useEffect, useRef, useState } from 'react'
import { useCodeWords } from './code-words.ts'
import styles from './codes.module.css'
import { openCodeFinder } from './find-code.ts'

/** Some pictures a second are enough, and leave the battery alone. */
const pauseMs = 150

const wait = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms))

/** Looks at the camera until a code is found or the page is left. */
const watch = async (video: HTMLVideoElement, stream: MediaStream, isOver: () => boolean): Promise<string | null> => {
  const finder = await openCodeFinder()
  try {
    video.srcObject = stream
    await video.play()
    while (!isOver()) {
      const picture = await createImageBitmap(video)
      const text = await finder.find(picture)
      picture.close()
      if (text !== null) return text
      await wait(pauseMs)
    }
    return null
  } finally {
    finder.close()
  }
}

/** The camera's picture with a frame; tells the text of the first code in it. */
export const Camera = ({ onText, onFailure }: { onText: (text: string) => void; onFailure: () => void }) => {
  const say = useCodeWords()
  const video = useRef<HTMLVideoElement>(null)
  const told = useRef({ onText, onFailure })
  const [isOn, setOn] = useState(false)
  useEffect(() => {
    told.current = { onText, onFailure }
  })
  useEffect(() => {
    let isOver = false
    let stream: MediaStream | undefined
    const look = async () => {
      stream = await navigator.mediaDevices.getUserMedia({ video: { facingMode: 'environment' } })
      if (isOver || !video.current) return
      setOn(true)
      const text = await watch(video.current, stream, () => isOver)
      if (text !== null && !isOver) told.current.onText(text)
    }
    const stop = () => {
      for (const track of stream?.getTracks() ?? []) track.stop()
    }
    look()
      // No camera, no permission, or one that another program holds: there are other ways to bring a code.
      .catch(() => !isOver && told.current.onFailure())
      .finally(stop)
    return () => {
      isOver = true
      stop()
    }
  }, [])
  return (
    <>
      <div className={styles.camera}>
        <video ref={video} muted playsInline aria-label={say('video')} />
        <div className={styles.frame} />
      </div>
      <p role="status" className="small mut">
        {isOn ? say('looking') : ''}
      </p>
    </>
  )
}
