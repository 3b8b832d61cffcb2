import type { CSSVariablesResolver, MantineColorsTuple } from '@mantine/core'
import { createTheme } from '@mantine/core'

const ledger: MantineColorsTuple = [
  '#effaf3',
  '#d5f2df',
  '#b0e4c4',
  '#77dba2',
  '#53bd83',
  '#349c67',
  '#1b7a4d',
  '#025b35',
  '#084327',
  '#062c19',
]
const stop: MantineColorsTuple = [
  '#fef3f0',
  '#fee7e1',
  '#fdc9c0',
  '#fa9c8d',
  '#ee7567',
  '#d9534a',
  '#c03a35',
  '#a72721',
  '#7d1c18',
  '#41221e',
]
const wait: MantineColorsTuple = [
  '#fdf7e6',
  '#f9eccb',
  '#f3dca0',
  '#ecc573',
  '#d8a845',
  '#ba8627',
  '#9c6a16',
  '#80500e',
  '#5f3b0b',
  '#3a2b12',
]

/** Mantine's theme on the tokens of tokens.css. */
export const theme = createTheme({
  colors: {
    ledger,
    stop,
    wait,
    dark: [
      '#eeeee1',
      '#c4c5b8',
      '#9da497',
      '#6c8078',
      '#2d3d38',
      '#1d2e2a',
      '#13231f',
      '#0d1916',
      '#07120f',
      '#040b09',
    ],
    gray: [
      '#fafaf6',
      '#f6f6ee',
      '#e7e9df',
      '#d1d6c9',
      '#a5b2a7',
      '#74857d',
      '#546470',
      '#394a59',
      '#213243',
      '#122133',
    ],
  },
  primaryColor: 'ledger',
  primaryShade: { light: 7, dark: 3 },
  autoContrast: true,
  fontFamily: 'var(--face)',
  headings: { fontFamily: 'var(--face-figure)', fontWeight: '600', textWrap: 'balance' },
  fontSizes: { xs: '.8125rem', sm: '.875rem', md: '1rem', lg: '1.125rem', xl: '1.375rem' },
  spacing: { xs: '8px', sm: '12px', md: '16px', lg: '24px', xl: '32px' },
  radius: { xs: '2px', sm: '2px', md: '5px', lg: '10px', xl: '10px' },
  defaultRadius: 'md',
  shadows: { xs: 'none', sm: 'none', md: 'none', lg: 'var(--lift-2)', xl: 'var(--lift-2)' },
  respectReducedMotion: true,
  cursorType: 'pointer',
  // The kit draws its own ring on :focus-visible, for every element alike.
  focusRing: 'never',
  focusClassName: '',
})

const map = {
  '--mantine-color-body': 'var(--paper)',
  '--mantine-color-text': 'var(--ink)',
  '--mantine-color-dimmed': 'var(--ink-3)',
  '--mantine-color-default': 'var(--sheet)',
  '--mantine-color-default-border': 'var(--edge)',
  '--mantine-color-default-hover': 'var(--well)',
  '--mantine-color-default-color': 'var(--ink)',
  '--mantine-color-anchor': 'var(--green)',
  '--mantine-color-error': 'var(--stop)',
  '--mantine-color-success': 'var(--green)',
  '--mantine-color-placeholder': 'var(--ink-3)',
  '--mantine-color-disabled': 'var(--well)',
  '--mantine-color-disabled-color': 'var(--ink-3)',
  '--mantine-color-disabled-border': 'var(--rule)',
  '--mantine-primary-color-filled': 'var(--green)',
  '--mantine-primary-color-filled-hover': 'var(--green-deep)',
  '--mantine-primary-color-contrast': 'var(--on-green)',
}

/** Mantine sets these under the scheme attribute, which beats :root, so the map stands in all three places. */
export const resolver: CSSVariablesResolver = () => ({ variables: map, light: map, dark: map })
