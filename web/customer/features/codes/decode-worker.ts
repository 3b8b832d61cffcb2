/** Looks for a QR code in a picture, off the page's own thread. */
import { decodeQR } from 'qr/decode.js'

interface Picture {
  readonly width: number
  readonly height: number
  readonly data: Uint8ClampedArray
}

const read = (picture: Picture): string | null => {
  try {
    return decodeQR(picture)
  } catch {
    // The decoder throws where there is no code; most pictures of a camera have none.
    return null
  }
}

self.onmessage = ({ data }: MessageEvent<Picture>) => self.postMessage(read(data))
