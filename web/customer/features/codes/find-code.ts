/** Finds the text of a QR code in what a camera or a file shows: by the browser's own detector, else by a decoder in a worker. */

interface Detector {
  detect(source: ImageBitmap): Promise<readonly { readonly rawValue: string }[]>
}
type DetectorClass = (new (options: { formats: string[] }) => Detector) & { getSupportedFormats?(): Promise<string[]> }

/** Larger pictures are made smaller: a code is found as well, and sooner. */
const mostPixels = 1024

const draw = (picture: ImageBitmap): ImageData => {
  const share = Math.min(1, mostPixels / Math.max(picture.width, picture.height))
  const [width, height] = [Math.round(picture.width * share), Math.round(picture.height * share)]
  const canvas = new OffscreenCanvas(width, height)
  const context = canvas.getContext('2d', { willReadFrequently: true })
  if (!context) throw new Error('this browser draws no pictures')
  context.drawImage(picture, 0, 0, width, height)
  return context.getImageData(0, 0, width, height)
}

const ownDetector = async (): Promise<Detector | undefined> => {
  const { BarcodeDetector } = window as { BarcodeDetector?: DetectorClass }
  const formats = await BarcodeDetector?.getSupportedFormats?.()
  return BarcodeDetector && formats?.includes('qr_code') ? new BarcodeDetector({ formats: ['qr_code'] }) : undefined
}

export interface CodeFinder {
  /** The text of a code in the picture; null where there is none. One picture at a time. */
  find(picture: ImageBitmap): Promise<string | null>
  close(): void
}

export const openCodeFinder = async (): Promise<CodeFinder> => {
  const detector = await ownDetector()
  const worker = new Worker(new URL('./decode-worker.ts', import.meta.url), { type: 'module' })
  const decode = (picture: ImageBitmap) =>
    new Promise<string | null>((resolve, reject) => {
      const { width, height, data } = draw(picture)
      worker.onmessage = ({ data: text }: MessageEvent<string | null>) => resolve(text)
      worker.onerror = () => reject(new Error('the decoder has stopped'))
      worker.postMessage({ width, height, data }, [data.buffer])
    })
  return {
    find: async (picture) => (await detector?.detect(picture))?.[0]?.rawValue ?? decode(picture),
    close: () => worker.terminate(),
  }
}
