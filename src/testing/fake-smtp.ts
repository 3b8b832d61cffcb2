/** A server of SMTP on this machine that keeps what it is given; it can be told to refuse. */
import { createServer, type Socket } from 'node:net'

interface KeptMail {
  readonly from: string
  readonly to: string
  readonly data: string
}

interface Behavior {
  /** What RCPT TO is answered, such as '550 no such user'; taken where omitted. */
  answer?: string
  /** Says nothing at all after the greeting. */
  isSilent?: boolean
}

/** Speaks as much of RFC 5321 as a client needs. AUTH PLAIN takes the password 'right'. */
const speak = (socket: Socket, mails: KeptMail[], behavior: Behavior) => {
  let buffered = ''
  let data: string[] | undefined
  let envelope = { from: '', to: '' }
  const say = (line: string) => void socket.write(`${line}\r\n`)
  const take = (line: string) => {
    if (data) {
      if (line !== '.') return void data.push(line.replace(/^\.\./, '.'))
      mails.push({ ...envelope, data: data.join('\n') })
      data = undefined
      return say('250 taken')
    }
    const [verb, rest = ''] = [line.slice(0, 4).toUpperCase(), line.slice(5)]
    if (behavior.isSilent) return
    if (verb === 'EHLO') return void socket.write('250-fake\r\n250 AUTH PLAIN\r\n')
    if (verb === 'AUTH') {
      const given = Buffer.from(rest.replace(/^PLAIN /i, ''), 'base64').toString()
      return say(given.endsWith('\0right') ? '235 welcome' : '535 wrong password')
    }
    if (verb === 'MAIL') envelope = { from: rest, to: '' }
    if (verb === 'RCPT') {
      if (behavior.answer) return say(behavior.answer)
      envelope.to = /<([^>]*)>/.exec(rest)?.[1] ?? ''
    }
    if (verb === 'QUIT') return void socket.end('221 bye\r\n')
    if (verb === 'DATA') {
      data = []
      return say('354 go on')
    }
    return say('250 ok')
  }
  say('220 fake')
  socket.on('error', () => {})
  socket.on('data', (chunk) => {
    buffered += chunk.toString()
    const lines = buffered.split('\r\n')
    buffered = lines.pop() ?? ''
    for (const line of lines) take(line)
  })
}

/** Listens on a free port of the loopback. */
export const startFakeSmtp = async () => {
  const mails: KeptMail[] = []
  const behavior: Behavior = {}
  const sockets = new Set<Socket>()
  const server = createServer((socket) => {
    sockets.add(socket)
    speak(socket, mails, behavior)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as { port: number }
  return {
    mails,
    behavior,
    port,
    url: `smtp://127.0.0.1:${port}`,
    [Symbol.asyncDispose]: async () => {
      for (const socket of sockets) socket.destroy()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}
