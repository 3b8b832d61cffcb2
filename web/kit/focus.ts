/** Leads the reader to the first field of a form that is wrong, once the form has said so. */
export const focusFirstError = (form: HTMLFormElement): void => {
  requestAnimationFrame(() => form.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus())
}

// On a page that has just been loaded nobody has done anything yet.
let isSomebodyThere = false
for (const sign of ['keydown', 'pointerdown'])
  addEventListener(
    sign,
    () => {
      isSomebodyThere = true
    },
    { once: true, capture: true },
  )

/**
 * Puts the focus on a new page, so that a screen reader speaks it; a page that has already put the focus somewhere in itself
 * keeps it. The first page of all is left alone: it is read from its beginning, where the way past the navigation is.
 */
export const takeFocus = (main: HTMLElement | null): void => {
  if (isSomebodyThere && !main?.contains(document.activeElement)) main?.focus({ preventScroll: true })
}
