/** The kiosk's camera: always on while it is in service, so that a cover is noticed; pictures leave it only when somebody stands at a door. */
import { createContext, type ReactNode, useContext, useEffect, useRef, useState } from 'react'
import { coverWatch, type LightHint, lightHint, measure } from './light.ts'

export type CameraState = 'ok' | 'covered' | 'missing' | 'unknown'

export type Camera = {
  readonly state: CameraState
  readonly hint: LightHint | undefined
  readonly stream: MediaStream | undefined
  /** A JPEG of this moment; undefined where there is no picture. */
  readonly grab: () => Promise<Uint8Array<ArrayBuffer> | undefined>
}

const Place = createContext<Camera>({
  state: 'unknown',
  hint: undefined,
  stream: undefined,
  grab: async () => undefined,
})

export const useCamera = (): Camera => useContext(Place)

const wanted = { video: { facingMode: 'user', width: { ideal: 640 }, height: { ideal: 480 } }, audio: false }
const [LOOK_MS, AGAIN_MS] = [700, 10_000]
const QUALITY = 0.85
const SMALL = { width: 64, height: 48 }

const drawn = (video: HTMLVideoElement, width: number, height: number) => {
  const canvas = document.createElement('canvas')
  Object.assign(canvas, { width, height })
  const context = canvas.getContext('2d', { willReadFrequently: true })
  context?.drawImage(video, 0, 0, width, height)
  return { canvas, context }
}

const jpegOf = async (video: HTMLVideoElement): Promise<Uint8Array<ArrayBuffer> | undefined> => {
  if (video.videoWidth === 0) return undefined
  const { canvas } = drawn(video, video.videoWidth, video.videoHeight)
  const blob = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, 'image/jpeg', QUALITY))
  return blob ? new Uint8Array(await blob.arrayBuffer()) : undefined
}

/** The stream of the camera, opened again where it ends or was not there. */
const useStream = () => {
  const [stream, setStream] = useState<MediaStream | 'missing'>()
  useEffect(() => {
    let isOver = false
    let held: MediaStream | undefined
    let timer: ReturnType<typeof setTimeout> | undefined
    const fail = () => {
      if (isOver) return
      setStream('missing')
      timer = setTimeout(open, AGAIN_MS)
    }
    const stop = () => {
      for (const track of held?.getTracks() ?? []) track.stop()
    }
    const open = async () => {
      // No camera, no permission, or one that another program holds: it is tried again, and the passkey is there meanwhile.
      held = await navigator.mediaDevices?.getUserMedia(wanted).catch(() => undefined)
      if (held === undefined) return fail()
      if (isOver) return stop()
      held.getVideoTracks()[0]?.addEventListener('ended', fail)
      setStream(held)
    }
    void open()
    return () => {
      isOver = true
      clearTimeout(timer)
      stop()
    }
  }, [])
  return stream
}

export const CameraProvider = ({ children }: { children: ReactNode }) => {
  const stream = useStream()
  const video = useRef<HTMLVideoElement>(null)
  const [seen, setSeen] = useState<{ isCovered: boolean; hint: LightHint | undefined }>()
  const live = stream === 'missing' ? undefined : stream
  useEffect(() => {
    const element = video.current
    if (!element || !live) return
    element.srcObject = live
    // Silent pictures may always play; where a browser still says no, the camera counts as covered.
    void element.play().catch(() => undefined)
    const isCovered = coverWatch()
    const timer = setInterval(() => {
      const { context } = drawn(element, SMALL.width, SMALL.height)
      const measured = measure(context?.getImageData(0, 0, SMALL.width, SMALL.height).data ?? new Uint8ClampedArray(4))
      setSeen({ isCovered: isCovered(measured), hint: lightHint(measured) })
    }, LOOK_MS)
    return () => clearInterval(timer)
  }, [live])
  const state = stream === 'missing' ? 'missing' : seen === undefined ? 'unknown' : seen.isCovered ? 'covered' : 'ok'
  const grab = async () => (video.current && live ? jpegOf(video.current) : undefined)
  return (
    <Place value={{ state, hint: seen?.hint, stream: live, grab }}>
      <video ref={video} muted playsInline hidden />
      {children}
    </Place>
  )
}
