import encodeQR from 'qr'
import styles from './qr-code.module.css'

type QrCodeProps = {
  readonly text: string
  readonly label: string
  /** How much of it may be hidden or dirty: 15 % at M, which codes that are scanned from paper want. */
  readonly ecc?: 'low' | 'medium'
}

/** A QR code of a text, dark on light in both schemes. */
export const QrCode = ({ text, label, ecc = 'medium' }: QrCodeProps) => {
  const rows = encodeQR(text, 'raw', { border: 2, ecc })
  const path = rows.flatMap((row, y) => row.flatMap((isDark, x) => (isDark ? [`M${x} ${y}h1v1h-1z`] : []))).join('')
  return (
    <svg
      className={styles.qr}
      viewBox={`0 0 ${rows.length} ${rows.length}`}
      shapeRendering="crispEdges"
      role="img"
      aria-label={label}
    >
      <path d={path} />
    </svg>
  )
}
