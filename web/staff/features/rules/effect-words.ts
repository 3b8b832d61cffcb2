import type { RuleVersionView } from '#wire/fraud'
import { useRulesWords } from './rules-words.ts'

/** The effects of a rule, as choices with their words. */
export const useEffects = () => {
  const say = useRulesWords()
  const effects: readonly RuleVersionView['effect'][] = ['challenge', 'review', 'block']
  return effects.map((value) => ({ value, title: say(value), detail: say(`${value}More`) }))
}
