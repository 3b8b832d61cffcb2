/** Short sounds without files: what is heard is drawn by the browser. */

/** step: one part is done. paid: money has arrived. warned: look again. */
export type Earcon = 'step' | 'paid' | 'warned'

// Frequencies in hertz, each for a tenth of a second: rising is good, falling asks to look.
const tunes: Readonly<Record<Earcon, readonly number[]>> = {
  step: [660],
  paid: [523, 659, 784],
  warned: [440, 330],
}
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
  for (const [index, frequency] of tunes[earcon].entries()) {
    const [tone, gain] = [context.createOscillator(), context.createGain()]
    const [begin, end] = [from + index * noteSeconds, from + (index + 1) * noteSeconds]
    tone.frequency.value = frequency
    gain.gain.setValueAtTime(0, begin)
    gain.gain.linearRampToValueAtTime(loudness, begin + 0.01)
    gain.gain.linearRampToValueAtTime(0, end)
    tone.connect(gain).connect(context.destination)
    tone.start(begin)
    tone.stop(end)
  }
}
