import { defineKioskWords } from '../languages.ts'

const words = {
  unreachable: 'We could not reach the bank. Every box stays shut.',
  'no-such-box': 'There is no locker with this number here. Please look at it again.',
  'box-busy': 'Somebody is at the doors of this locker already, here or at another kiosk.',
  'box-locked': 'This locker is locked. Please talk to the staff.',
  'box-open': 'This locker stands open. Shut its door first.',
  'kiosk-busy': 'The visit before is not over yet. Wait a moment, and try again.',
  'too-many-attempts': 'There were many tries in a short time. Wait some minutes, and try again.',
  'too-busy': 'The bank is very busy. Wait a moment, and try again.',
  'face-not-installed': 'This bank does not look at faces. Use your passkey.',
  'passkey-cancelled': 'No passkey was used, so nothing happened. Try again, or choose another way.',
  'attempt-over': 'This visit is over. Please begin again.',
  other: 'This did not work. Try again, or call a person.',
} as const

const useWords = defineKioskWords('kiosk-problem', {
  en: words,
  hi: {
    unreachable: 'हम बैंक तक नहीं पहुँच सके। हर लॉकर बंद रहेगा।',
    'no-such-box': 'यहाँ इस नंबर का लॉकर नहीं है। कृपया नंबर फिर से देखें।',
    'box-busy': 'इस लॉकर के दरवाज़ों पर पहले से कोई है, यहाँ या दूसरी मशीन पर।',
    'box-locked': 'यह लॉकर बंद किया हुआ है। कृपया कर्मचारियों से बात करें।',
    'box-open': 'यह लॉकर खुला है। पहले उसका दरवाज़ा बंद करें।',
    'kiosk-busy': 'इससे पहले का काम पूरा नहीं हुआ। ज़रा रुक कर फिर कोशिश करें।',
    'too-many-attempts': 'थोड़ी देर में बहुत कोशिशें हुईं। कुछ मिनट रुकें, फिर कोशिश करें।',
    'too-busy': 'बैंक में बहुत भीड़ है। ज़रा रुक कर फिर कोशिश करें।',
    'face-not-installed': 'यह बैंक चेहरे नहीं देखता। अपनी पासकी इस्तेमाल करें।',
    'passkey-cancelled': 'पासकी इस्तेमाल नहीं हुई, इसलिए कुछ नहीं हुआ। फिर कोशिश करें, या दूसरा तरीका चुनें।',
    'attempt-over': 'यह बार पूरी हो चुकी। कृपया फिर से शुरू करें।',
    other: 'यह नहीं हो सका। फिर कोशिश करें, या किसी को बुलाएँ।',
  },
  es: {
    unreachable: 'No pudimos hablar con el banco. Todas las cajas siguen cerradas.',
    'no-such-box': 'Aquí no hay una caja con este número. Mírelo otra vez.',
    'box-busy': 'Ya hay alguien ante las puertas de esta caja, aquí o en otro terminal.',
    'box-locked': 'Esta caja está bloqueada. Hable con el personal.',
    'box-open': 'Esta caja está abierta. Cierre primero su puerta.',
    'kiosk-busy': 'La visita anterior no ha terminado. Espere un momento y pruebe otra vez.',
    'too-many-attempts': 'Hubo muchos intentos en poco tiempo. Espere unos minutos y pruebe otra vez.',
    'too-busy': 'El banco está muy ocupado. Espere un momento y pruebe otra vez.',
    'face-not-installed': 'Este banco no mira caras. Use su llave de acceso.',
    'passkey-cancelled': 'No se usó ninguna llave, así que no pasó nada. Pruebe otra vez o elija otra forma.',
    'attempt-over': 'Esta visita ha terminado. Empiece de nuevo.',
    other: 'No ha funcionado. Pruebe otra vez o llame a alguien.',
  },
})

const isKnown = (code: string): code is keyof typeof words => code in words

/** A sentence for a no of the bank; what the kiosk has no words for is told as such. */
export const useProblemSentence = (): ((problem: unknown) => string | undefined) => {
  const say = useWords()
  return (problem) => {
    if (problem === undefined) return undefined
    const code = problem instanceof Error && 'code' in problem ? String(problem.code) : ''
    return say(isKnown(code) ? code : 'other')
  }
}
