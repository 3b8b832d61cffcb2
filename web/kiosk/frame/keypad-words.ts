import { defineKioskWords } from '../languages.ts'

export const useKeypadWords = defineKioskWords('kiosk-keypad', {
  en: { back: 'Delete the last one', letters: 'Show letters', digits: 'Show digits', small: 'Small letters' },
  hi: { back: 'आख़िरी मिटाएँ', letters: 'अक्षर दिखाएँ', digits: 'अंक दिखाएँ', small: 'छोटे अक्षर' },
  es: { back: 'Borrar el último', letters: 'Mostrar letras', digits: 'Mostrar números', small: 'Minúsculas' },
})
