import '@tanstack/react-router'

declare module '@tanstack/react-router' {
  /** What one page hands to the next without showing it in the address. */
  interface HistoryState {
    readonly draft?: { readonly name: string; readonly email: string }
  }
}
