import assert from 'node:assert/strict'
import { readFile } from 'node:fs/promises'
import { test } from 'node:test'
import { readConfig, settings, settingsTable } from './config.ts'
import { PlainError } from './plain-errors.ts'

const secret = 'a'.repeat(32)
const databaseUrl = 'postgresql://bank:pass@db.example:5433/bank'
const read = (environment: Record<string, string>) => readConfig(environment, '/project')
const refuses = (environment: Record<string, string>, sentence: RegExp) =>
  assert.throws(
    () => read(environment),
    (error) => error instanceof PlainError && sentence.test(error.message) && !error.message.includes('\n'),
  )

test('without any setting it is a demo bank on port 3000 of this machine alone', () => {
  assert.deepEqual(read({ HOME: '/root', LANG: 'C' }), {
    config: {
      mode: 'demo',
      host: '127.0.0.1',
      port: 3000,
      dataFolder: '/project/data',
      origin: 'http://localhost:3000',
      hasSecureCookies: false,
      bankUrl: 'http://localhost:3000',
      trustedProxies: [],
      proveEveryHours: 24,
      ratesFrom: undefined,
      correspondent: undefined,
      bankCode: 'BSRVINBB',
      limitRaiseHours: 24,
      recoveryWaitHours: 24,
      kioskLocks: [],
      modelsFolder: undefined,
      allowsPrivateCallbacks: false,
      mailFrom: undefined,
      smsFrom: undefined,
      logLevel: 'warn',
      logAnchors: ['file:/project/data/log-anchors.jsonl'],
      logAnchorHours: 24,
      logStampAuthorities: undefined,
      logWitnesses: [],
      logKeyDays: 365,
      keyFile: '/project/data/keys.json',
      keyService: undefined,
      tls: undefined,
    },
    given: {},
  })
})

test('a database of one’s own means production, with secure cookies, and its secrets stay out of the configuration', () => {
  const { config, given } = read({
    DATABASE_URL: databaseUrl,
    BANK_SECRET: secret,
    BANK_ORIGIN: 'https://bank.example',
  })
  assert.deepEqual([config.mode, config.hasSecureCookies, config.origin], ['production', true, 'https://bank.example'])
  assert.deepEqual(given, { databaseUrl, bankSecret: secret })
  assert.equal(JSON.stringify(config).includes('pass'), false)
})

test('an empty value counts as not given, and a folder may be absolute', () => {
  assert.equal(read({ PORT: '', DATA_DIR: '/srv/bank' }).config.dataFolder, '/srv/bank')
  assert.equal(read({ MODELS_DIR: '/srv/models' }).config.modelsFolder, '/srv/models')
  assert.equal(read({ MODELS_DIR: 'models' }).config.modelsFolder, '/project/models')
  assert.equal(read({ MODELS_DIR: '' }).config.modelsFolder, undefined)
  assert.equal(read({ PORT: '8080' }).config.bankUrl, 'http://localhost:8080')
})

test('a wrong setting is named in one line, with what it should be', () => {
  refuses({ PORT: '80000' }, /^PORT must be a number from 1 to 65535, not "80000"\.$/)
  refuses({ PORT: '0' }, /^PORT must be/)
  refuses({ PORT: 'http' }, /^PORT must be/)
  refuses({ MODE: 'live' }, /^MODE must be demo or production, not "live"\.$/)
  refuses({ BANK_ORIGIN: 'bank.example' }, /^BANK_ORIGIN must be an address/)
  refuses({ BANK_URL: 'http://localhost:3000/v1' }, /^BANK_URL must be an address without a path/)
  refuses({ PROVE_EVERY_HOURS: 'nightly' }, /^PROVE_EVERY_HOURS must be a whole number of hours/)
  refuses({ LIMIT_RAISE_HOURS: '-1' }, /^LIMIT_RAISE_HOURS must be a whole number of hours/)
  refuses({ LOG_LEVEL: 'loud' }, /^LOG_LEVEL must be/)
  refuses({ DATABASE_URL: 'mysql://db' }, /^DATABASE_URL must be postgresql:/)
  refuses({ HOST: 'a b' }, /^HOST must be an IP address/)
})

test('gateways of messages come with their sender, over a line that nobody reads, and their passwords are not shown', () => {
  const mail = { MAIL_URL: 'smtps://post:hunter2@mail.example', MAIL_FROM: 'Bankserver <post@bank.example>' }
  const sms = { SMS_URL: 'https://AC1:hunter2@api.example', SMS_FROM: '+15005550006' }
  const { config, given } = read({ ...mail, ...sms })
  assert.deepEqual(given, { mailUrl: mail.MAIL_URL, smsUrl: sms.SMS_URL })
  assert.deepEqual([config.mailFrom, config.smsFrom], [mail.MAIL_FROM, sms.SMS_FROM])
  assert.equal(JSON.stringify(config).includes('hunter2'), false)
  assert.equal(read({ ...sms, SMS_URL: 'http://a:b@127.0.0.1:9' }).given.smsUrl, 'http://a:b@127.0.0.1:9')
  refuses({ MAIL_URL: mail.MAIL_URL }, /^MAIL_FROM must be given together with MAIL_URL\.$/)
  refuses({ SMS_FROM: sms.SMS_FROM }, /^SMS_URL must be given together with SMS_FROM\.$/)
  refuses({ ...mail, MAIL_FROM: 'post' }, /^MAIL_FROM must be an address/)
  refuses({ ...mail, MAIL_URL: 'https://hunter2' }, /^MAIL_URL must be smtps:(?!.*hunter2)/)
  refuses({ ...sms, SMS_URL: 'http://a:hunter2@api.example' }, /^SMS_URL must be https:(?!.*hunter2)/)
  refuses({ ...sms, SMS_URL: 'https://api.example' }, /^SMS_URL must be https:/)
  refuses({ RECOVERY_WAIT_HOURS: '0' }, /^RECOVERY_WAIT_HOURS must be a whole number of hours, 1 to 999/)
})

test('keys are kept in the data folder of a demo, follow from the secret in production, or are where one says', () => {
  const production = { MODE: 'production', BANK_SECRET: secret }
  assert.equal(read(production).config.keyFile, undefined)
  assert.equal(read({ ...production, KEY_FILE: 'kept/keys.json' }).config.keyFile, '/project/kept/keys.json')
  const service = { KEY_SERVICE_URL: 'https://vault.example:8200', KEY_SERVICE_TOKEN: 'hvs.12345678' }
  const { config, given } = read({ ...production, ...service })
  assert.deepEqual(config.keyService, { url: 'https://vault.example:8200', key: 'bankserver' })
  assert.equal(given.keyServiceToken, 'hvs.12345678')
  assert.equal(JSON.stringify(config).includes('hvs.'), false)
  refuses({ TLS_CERT: 'bank.pem' }, /^TLS_CERT and TLS_KEY must be given together/)
  const secure = read({ TLS_CERT: 'bank.pem', TLS_KEY: '/etc/bank.key' }).config
  assert.deepEqual(secure.tls, { certificate: '/project/bank.pem', key: '/etc/bank.key' })
  assert.deepEqual([secure.origin, secure.hasSecureCookies], ['https://localhost:3000', true])
  refuses({ KEY_SERVICE_URL: 'https://vault.example' }, /^KEY_SERVICE_URL and KEY_SERVICE_TOKEN must be given together/)
})

test('checkpoints go to the data folder of a demo, and in production only where one says', () => {
  const production = { MODE: 'production', BANK_SECRET: secret, BANK_ORIGIN: 'https://bank.example' }
  assert.deepEqual(read(production).config.logAnchors, [])
  const { config } = read({
    ...production,
    LOG_ANCHORS: 'file:/mnt/log, stamp:https://tsa.example/tsr',
    LOG_STAMP_CA: 'ca.pem',
  })
  assert.deepEqual(config.logAnchors, ['file:/mnt/log', 'stamp:https://tsa.example/tsr'])
  assert.equal(config.logStampAuthorities, '/project/ca.pem')
  refuses({ LOG_ANCHORS: 'ftp://somewhere' }, /^LOG_ANCHORS must be/)
  refuses({ LOG_WITNESSES: 'somebody' }, /^LOG_WITNESSES must be/)
  refuses({ LOG_KEY_DAYS: 'often' }, /^LOG_KEY_DAYS must be/)
})

test('a misspelled setting of the bank is noticed', () => {
  refuses({ BANK_SECRETS: secret }, /^BANK_SECRETS is not a setting of Bankserver.*BANK_SECRET/)
})

test('a wrong secret is named but not shown', () => {
  refuses({ BANK_SECRET: 'hunter2' }, /^BANK_SECRET must be at least 32 random characters(?!.*hunter2)/)
  refuses({ DATABASE_URL: 'mysql://root:hunter2@db' }, /^DATABASE_URL must be(?!.*hunter2)/)
})

test('production wants its secret and an address that is safe to sign in at', () => {
  refuses({ MODE: 'production' }, /^BANK_SECRET must be given in production/)
  refuses(
    { MODE: 'production', BANK_SECRET: secret, BANK_ORIGIN: 'https://bank.example', PRIVATE_CALLBACKS: 'yes' },
    /^PRIVATE_CALLBACKS must not be yes in production/,
  )
  refuses(
    { MODE: 'production', BANK_SECRET: secret, BANK_ORIGIN: 'http://bank.example' },
    /^BANK_ORIGIN must be an https address/,
  )
  refuses({ MODE: 'demo', DATABASE_URL: databaseUrl, BANK_SECRET: secret }, /^MODE must not be demo/)
})

test('reference rates come from a path or over TLS', () => {
  const read = (value: string) => readConfig({ RATES_FROM: value }, '/project').config.ratesFrom
  assert.equal(read('rates/daily.xml'), '/project/rates/daily.xml')
  assert.equal(read('/srv/daily.xml'), '/srv/daily.xml')
  assert.equal(read('https://rates.example/daily.xml'), 'https://rates.example/daily.xml')
  for (const wrong of ['http://rates.example/daily.xml', 'file:///etc/passwd', 'https://'])
    assert.throws(() => read(wrong), /RATES_FROM must be a path, or an https address/, wrong)
})

test('the README shows every setting as it is', async (context) => {
  const readme = await readFile(new URL('../../README.md', import.meta.url), 'utf8').catch(() => undefined)
  if (readme === undefined) return context.skip('there is no README.md')
  assert.ok(readme.includes(settingsTable()), `README.md lacks this table:\n\n${settingsTable()}\n`)
})

test('every setting has a line for the README', () => {
  for (const { name, meaning, expected } of settings) assert.ok(name && meaning && expected, name)
  assert.equal(new Set(settings.map(({ name }) => name)).size, settings.length)
})

test('a kiosk reaches origins that are safe to reach, and nothing that would change the policy of its page', () => {
  assert.deepEqual(read({ KIOSK_LOCKS: 'https://a.test, http://127.0.0.1:3100' }).config.kioskLocks, [
    'https://a.test',
    'http://127.0.0.1:3100',
  ])
  for (const wrong of ['http://a.test', 'https://a.test/path', 'https://a.test; script-src *', '*', 'https:'])
    assert.throws(() => read({ KIOSK_LOCKS: wrong }), /KIOSK_LOCKS/, wrong)
})
