/** Short sounds without files: what is heard is drawn by the browser. */

/**
 * step: one part is done. payee, amount: that part of a payment is done, by one tone and by two. sent: money has gone. paid: money has arrived.
 * warned: look again. refused: it did not go. key: a key was pressed. The others ask for a motion, where nobody speaks: left
 * and right come from their side, up rises, blink is two short ones, ahead is one long one.
 */
export type Earcon =
  | 'step'
  | 'payee'
  | 'amount'
  | 'sent'
  | 'paid'
  | 'warned'
  | 'refused'
  | 'key'
  | 'left'
  | 'right'
  | 'up'
  | 'blink'
  | 'ahead'

// Frequencies in hertz, each for a tenth of a second; 0 is silence. Rising is good, falling asks to look.
const tunes: Readonly<Record<Earcon, readonly number[]>> = {
  step: [660],
  payee: [587],
  amount: [587, 698],
  sent: [587, 698, 880],
  paid: [523, 659, 784],
  warned: [440, 330],
  refused: [330, 0, 262],
  key: [880],
  left: [587, 494, 392],
  right: [587, 494, 392],
  up: [392, 523, 698],
  blink: [784, 0, 784],
  ahead: [523, 523, 523],
}
// From -1, all left, to 1, all right.
const sides: Partial<Record<Earcon, number>> = { left: -1, right: 1 }
const noteSeconds = 0.11
const loudness = 0.15

let context: AudioContext | undefined

/** To be called on a press: a browser lets nothing sound before one. */
export const wakeSound = (): void => {
  if (typeof AudioContext === 'undefined') return
  context ??= new AudioContext()
  void context.resume()
}

/** Plays where sound is awake; silent otherwise. */
export const play = (earcon: Earcon): void => {
  if (context?.state !== 'running') return
  const from = context.currentTime
  const side = context.createStereoPanner()
  side.pan.value = sides[earcon] ?? 0
  side.connect(context.destination)
  for (const [index, frequency] of tunes[earcon].entries()) {
    if (frequency === 0) continue
    const [tone, gain] = [context.createOscillator(), context.createGain()]
    const [begin, end] = [from + index * noteSeconds, from + (index + 1) * noteSeconds]
    tone.frequency.value = frequency
    gain.gain.setValueAtTime(0, begin)
    gain.gain.linearRampToValueAtTime(loudness, begin + 0.01)
    gain.gain.linearRampToValueAtTime(0, end)
    tone.connect(gain).connect(side)
    tone.start(begin)
    tone.stop(end)
  }
}
