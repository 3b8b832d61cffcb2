/** Pages about merchants' charges, disputes and fees. */
import { notAboutMoney, type ProblemPage, page } from './problem-page.ts'

export const merchants: Record<string, ProblemPage> = {
  'no-such-charge': page(
    [404],
    'There is no such charge',
    'There is no charge with this id, or it is not yours to see: a charge is seen by its merchant, by the person that it is for, and by whoever has its signed link. We say the same for all of these.',
    'Look at your charges, or ask the merchant to show the link again.',
  ),
  'charge-differs': page(
    [409],
    'Another charge has this id',
    'A charge was made under this id before, and it asks for something else.',
    'Look at your charges. For a new one, make a new id.',
  ),
  'charge-over': page(
    [409],
    'This charge is over',
    'Somebody has accepted it, it was declined or taken back, or its time has passed.',
    'Ask the merchant for a new one.',
  ),
  'own-charge': page(
    [422],
    'This charge is yours',
    'Nobody takes a charge from themselves.',
    'Let somebody else pay it.',
  ),
  'charge-not-authorized': page(
    [409],
    'Nothing is set aside',
    'The payer has not accepted the charge, or what they set aside was taken or let go already.',
    'Look at the charge: it says what is still set aside.',
  ),
  'exceeds-authorized': page(
    [422],
    'More than is set aside',
    'A merchant takes at most what the payer has set aside and what was not taken yet.',
    'Take a smaller part, or make a new charge for the rest.',
  ),
  'exceeds-captured': page(
    [422],
    'More than was taken',
    'Given back, or disputed, is at most what was taken, less what was given back or is disputed already.',
    'Look at the charge: it says what was taken and given back.',
  ),
  'charge-changed': page(
    [409],
    'The charge was changed in the same moment',
    'Somebody else took a part of it, or let it go, between your look and your act.',
    'Look at the charge and try again with a new id.',
  ),
  'fee-differs': page(
    [409],
    'The fee is another one now',
    'The payment said which fee its payer had confirmed, and the bank would take another one.',
    'Look at the fee and confirm the payment again, with a new id.',
  ),
  'no-such-fee-schedule': page(
    [404],
    'There is no such fee schedule',
    'Nobody has proposed a fee schedule with this id.',
    'Look at the list of fee schedules.',
    notAboutMoney,
  ),
  'fee-schedule-waits': page(
    [409],
    'Another fee schedule waits',
    'One fee schedule at a time is proposed, and one waits for a second person already.',
    'Wait until it is decided, or let who proposed it withdraw it.',
    notAboutMoney,
  ),
  'fee-schedule-ended': page(
    [409],
    'This fee schedule is decided',
    'It was granted, denied or withdrawn before.',
    'Propose a new one.',
    notAboutMoney,
  ),
  'fee-line-faulty': page(
    [422],
    'A line of the fee schedule cannot be',
    'The detail says which line, counted from 1, and what is wrong with it: its band, its bounds, its period, or an amount that an earlier line speaks of.',
    'Mend that line.',
    notAboutMoney,
  ),
}
