import type { Sentences } from './sentences.ts'

/** In English. */
export const english: Sentences = {
  arrived: {
    title: '{amount} came in',
    text: '{amount} from {other} is in your account.',
    alone: '{amount} is in your account.',
  },
  'arrived-abroad': {
    title: '{amount} came in from abroad',
    text: '{amount} from another country is in your account.',
  },
  'sent-back': {
    title: 'A payment came back from abroad',
    text: 'The bank abroad sent your payment of {amount} back. All of it is in your account again.',
  },
  challenged: {
    title: 'A payment waits for your choice',
    text: 'A payment of {amount} waits for your choice for 15 minutes. If it is not yours, open the bank and stop it.',
  },
  held: {
    title: 'A person is looking at a payment',
    text: 'A person at the bank is looking at your payment of {amount}. The money is set aside.',
  },
  stopped: {
    title: 'A payment was stopped',
    text: 'Your payment of {amount} was stopped. Your money is where it was.',
  },
  waiting: {
    title: 'A payment waits',
    text: 'Your payment of {amount} is set aside and goes later. Until then one tap takes it back.',
  },
  gone: { title: 'A payment has gone', text: 'The waiting time is over: your payment of {amount} has gone.' },
  released: { title: 'A payment goes on', text: 'Your payment of {amount} was looked at and goes on.' },
  returned: { title: 'A payment came back', text: 'Your payment of {amount} was not sent. The money is yours again.' },
  'given-back': {
    title: 'A payment could not go',
    text: 'Your payment of {amount} could not go. The money is yours again.',
  },
  expired: {
    title: 'A rest was not sent',
    text: 'The rest of your payment of {amount} was not sent. It is yours again.',
  },
  'request-received': {
    title: '{other} asks you for {amount}',
    text: '{other} asks you for {amount}. You owe nothing because somebody asks: look at it in the bank.',
    alone: 'Somebody asks you for {amount}. You owe nothing because somebody asks: look at it in the bank.',
  },
  'request-reminded': {
    title: '{other} reminds you',
    text: '{other} still asks you for {amount}. You can decline it in the bank.',
    alone: 'Somebody still asks you for {amount}. You can decline it in the bank.',
  },
  'request-paid': {
    title: 'Your request was paid',
    text: '{other} paid the {amount} that you asked for.',
    alone: 'The {amount} that you asked for was paid.',
  },
  'request-declined': {
    title: 'Your request was declined',
    text: '{other} declined your request for {amount}.',
    alone: 'Your request for {amount} was declined.',
  },
  'request-expired': {
    title: 'A request is over',
    text: 'A request for {amount} was not answered in time and is over.',
  },
  'order-sent': {
    title: 'A planned payment has gone',
    text: 'Your planned payment of {amount} to {other} has gone.',
    alone: 'Your planned payment of {amount} has gone.',
  },
  'order-failed': {
    title: 'A planned payment could not go',
    text: 'Your planned payment of {amount} to {other} could not go. Nothing was moved.',
    alone: 'Your planned payment of {amount} could not go. Nothing was moved.',
  },
  'order-paused': {
    title: 'A planned payment is paused',
    text: 'A standing order could not pay three times in a row and is paused. Look at it in the bank.',
  },
  'order-ended': { title: 'A standing order has ended', text: 'A standing order has paid for the last time.' },
  'charge-received': {
    title: '{other} wants to take {amount}',
    text: '{other} asks to take {amount} from your account. Nothing moves unless you accept it in the bank.',
    alone: 'A merchant asks to take {amount} from your account. Nothing moves unless you accept it in the bank.',
  },
  'charge-authorized': {
    title: '{amount} is set aside for you',
    text: '{other} accepted: {amount} is set aside, and you can take it.',
    alone: 'The payer accepted: {amount} is set aside, and you can take it.',
  },
  'charge-declined': {
    title: 'A charge was declined',
    text: '{other} declined your charge of {amount}.',
    alone: 'Your charge of {amount} was declined.',
  },
  'charge-captured': {
    title: '{other} took {amount}',
    text: '{other} took {amount} of what you had set aside.',
    alone: 'A merchant took {amount} of what you had set aside.',
  },
  'charge-ended': {
    title: 'Money is free again',
    text: 'What was still set aside for {other} is yours again.',
    alone: 'What was still set aside for a merchant is yours again.',
  },
  'dispute-opened': {
    title: 'A payment is disputed',
    text: '{other} disputes {amount} that you took. Answer in the bank within seven days.',
    alone: '{amount} that you took is disputed. Answer in the bank within seven days.',
  },
  'dispute-answered': {
    title: 'The merchant answered',
    text: '{other} answered your dispute of {amount}.',
    alone: 'The merchant answered your dispute of {amount}.',
  },
  'dispute-credited': {
    title: '{amount} is yours meanwhile',
    text: 'While your dispute is looked at, the bank has credited you with {amount}. If it is decided against you, it is taken back.',
  },
  'dispute-decided': {
    title: 'A dispute is decided',
    text: 'The dispute of {amount} with {other} is decided. See it in the bank.',
    alone: 'The dispute of {amount} is decided. See it in the bank.',
  },
  'password-changed': {
    title: 'Your password was changed',
    text: 'Your password was changed. If it was not you, open the bank at once.',
  },
  'phone-changed': {
    title: 'Your phone number was changed',
    text: 'Your phone number was changed. If it was not you, open the bank at once.',
  },
  'device-new': {
    title: 'A new device signed in',
    text: 'Somebody signed in to your account on a new device. If it was not you, open the bank at once.',
  },
  'passkey-added': {
    title: 'A passkey was added',
    text: 'A passkey was added to your account. If it was not you, open the bank at once.',
  },
  'passkey-removed': {
    title: 'A passkey was removed',
    text: 'A passkey was removed from your account. If it was not you, open the bank at once.',
  },
  'app-added': {
    title: 'An authenticator app was added',
    text: 'An authenticator app now gives codes for your account. If it was not you, open the bank at once.',
  },
  'app-removed': {
    title: 'An authenticator app was removed',
    text: 'An authenticator app was removed from your account. If it was not you, open the bank at once.',
  },
  'pin-set': {
    title: 'Your PIN was set',
    text: 'The PIN of your account was set. If it was not you, open the bank at once.',
  },
  'recovery-codes-made': {
    title: 'New recovery codes',
    text: 'New recovery codes were made for your account; earlier ones no longer work. If it was not you, open the bank at once.',
  },
  'recovery-code-used': {
    title: 'A recovery code was used',
    text: 'A recovery code of your account was used. If it was not you, open the bank at once.',
  },
  'device-bound': {
    title: 'A device proves for you',
    text: 'A device was confirmed as yours and can now prove that it is you. If it was not you, open the bank at once.',
  },
  'device-revoked': { title: 'A device was let go', text: 'A device of yours no longer proves that it is you.' },
  'webhook-off': {
    title: 'A webhook was switched off',
    text: 'A webhook endpoint that you made took nothing for days and was switched off. Look at it in the console.',
  },
  'locker-consent': {
    title: 'Your consent is asked for',
    text: 'Somebody at the branch asks for your consent about a locker. Nothing holds before you agree in the bank.',
  },
  'locker-denied': {
    title: 'Somebody was not let in to your locker',
    text: 'Somebody was not let in to your locker. Look at the picture and say whether it was you.',
  },
  'locker-locked': {
    title: 'Your locker is locked',
    text: 'Three wrong secrets were typed at your locker, so it is locked. Look at the picture and say whether it was you.',
  },
  'locker-opened': {
    title: 'Your locker was opened',
    text: 'Your locker was opened. If it was neither you nor somebody you chose, open the bank at once.',
  },
}
