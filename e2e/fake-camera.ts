/** A camera that shows one still picture: a YUV4MPEG2 file that Chromium takes for its camera. */
import { writeFile } from 'node:fs/promises'
import encodeQR from 'qr'

const size = 480
const frames = 10
const [dark, light, gray] = [16, 235, 128]

/** Chromium's arguments, so that it asks nobody and films the file. */
export const cameraArguments = (file: string): string[] => [
  '--use-fake-ui-for-media-stream',
  '--use-fake-device-for-media-stream',
  `--use-file-for-fake-video-capture=${file}`,
]

/** Writes a film in which a QR code of the text is held before the camera. */
export const filmCode = async (file: string, text: string): Promise<void> => {
  const rows = encodeQR(text, 'raw', { ecc: 'medium', border: 4 })
  const scale = Math.floor(size / rows.length)
  const margin = Math.floor((size - scale * rows.length) / 2)
  const luma = Buffer.alloc(size * size, light)
  for (const [y, row] of rows.entries())
    for (const [x, isDark] of row.entries())
      if (isDark)
        for (let line = 0; line < scale; line++) {
          const from = (margin + y * scale + line) * size + margin + x * scale
          luma.fill(dark, from, from + scale)
        }
  const frame = Buffer.concat([Buffer.from('FRAME\n'), luma, Buffer.alloc((size * size) / 2, gray)])
  const head = Buffer.from(`YUV4MPEG2 W${size} H${size} F10:1 Ip A1:1 C420jpeg\n`)
  await writeFile(file, Buffer.concat([head, ...Array.from({ length: frames }, () => frame)]))
}
