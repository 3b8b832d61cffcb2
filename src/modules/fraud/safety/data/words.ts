/** Words by which links hurry people to sign in, pay or confirm, in English, Hindi in Latin letters, and Spanish. */
export const riskyWords: readonly string[] =
  `login signin logon verify verification validate confirm update secure security account suspend suspended unlock unblock
  restore recover billing invoice payment refund rebate cashback reward prize winner lottery lucky gift bonus giveaway free claim kyc ekyc pan
  aadhaar otp netbanking onlinebanking wallet bank banking webscr webmail customer support helpdesk urgent alert
  session dispatch auth password credential ident cliente acceso verificar actualizar seguridad cuenta banco bloqueo premio reembolso
  inaam khata jaldi`.split(/\s+/)
