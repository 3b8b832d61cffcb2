/** Names of account holders, and how people type them. */
import type { Draw } from './draw.ts'

const given =
  'Aarav Aditi Amir Ana Anita Arjun Bela Carlos Chen Clara Dev Diego Elena Emma Fatima Felix Hana Ibrahim Ines Ivan Jin Jonas Kavya Lena Leo Lucia Maria Mateo Mei Mira Nadia Nikhil Noor Omar Priya Rafael Ravi Rosa Samir Sara Sofia Tara Tomas Usha Vera Vikram Yara Yusuf Zoe Zoya'.split(
    ' ',
  )
const family =
  'Abe Ahmed Bauer Bose Chandra Costa Das Diaz Fischer Garcia Gupta Haas Iyer Jain Joshi Kaur Khan Kim Kumar Lopez Mehta Meyer Mishra Moreau Nair Novak Ortiz Park Patel Pereira Rao Reddy Rossi Roy Sato Schmidt Shah Sharma Silva Singh Suzuki Tanaka Verma Vogel Wang Weber Yadav Zhang'.split(
    ' ',
  )

/** Two words picked for an account from a number of its own. */
export const nameOf = (number: number): string =>
  `${given[number % given.length]} ${family[Math.floor(number / given.length) % family.length]}`

const slip = (draw: Draw, name: string): string => {
  const at = draw.whole(1, name.length - 2)
  return draw.chance(0.5)
    ? name.slice(0, at) + name.slice(at + 1)
    : name.slice(0, at) + name[at + 1] + name[at] + name.slice(at + 2)
}

/** Typed as one knows it: right as a rule, with a slip of the finger, or only the family name. */
export const typeHonestly = (draw: Draw, name: string): string => {
  const choice = draw.between(0, 1)
  if (choice < 0.8) return name
  if (choice < 0.93) return slip(draw, name)
  return choice < 0.98 ? name.slice(name.indexOf(' ') + 1) : nameOf(draw.whole(0, 2_000))
}

/** Typed as thieves told it: as a rule somebody else's name, or one's own. */
export const typeAsTold = (draw: Draw, holder: string, own: string): string => {
  const choice = draw.between(0, 1)
  if (choice < 0.35) return holder
  return choice < 0.8 ? nameOf(draw.whole(0, 2_000)) : own
}
