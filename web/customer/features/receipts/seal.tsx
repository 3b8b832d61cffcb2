import { sealPaths } from '../../../shared/receipts/seal.ts'
import styles from './receipt.module.css'

const SIZE = 148

/** The seal of a receipt that this device has proved; without a hash a dotted circle, which waits. */
export const Seal = ({ hash, label }: { readonly hash: Uint8Array | null; readonly label: string }) => (
  <div className={styles.disc}>
    <svg width={SIZE} height={SIZE} viewBox="-100 -100 200 200" role="img" aria-label={label}>
      {hash === null ? (
        <circle r="94" className={styles.waits} strokeWidth="2" />
      ) : (
        <>
          <circle r="97.5" className={styles.ring} strokeWidth="1.4" />
          <circle r="76" className={styles.ring} strokeWidth=".7" />
          {sealPaths(hash).map((path) => (
            <path key={path} d={path} className={styles.curve} />
          ))}
          <circle r="19" className={styles.heart} />
          <path d="M-8 .5l5.5 6L9-6.5" className={styles.tick} />
        </>
      )}
    </svg>
  </div>
)
