import type { TablerIcon } from '@tabler/icons-react'

/** A Tabler outline icon in the bank's stroke; decoration unless it has a label. */
export const Icon = ({ of: Drawing, size = 22, label }: { of: TablerIcon; size?: number; label?: string }) => (
  <Drawing
    size={size}
    stroke={1.6}
    role={label ? 'img' : undefined}
    aria-label={label}
    aria-hidden={label ? undefined : true}
  />
)
