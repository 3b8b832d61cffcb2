/** Pages about requests that cannot be read or taken. */
import { notAboutMoney, type ProblemPage, page } from './page.ts'

const linesBefore =
  'What the lines before it asked for has been done, as their results say. Nothing of that line or after it was written.'

export const requests: Record<string, ProblemPage> = {
  'too-many-requests': page(
    [429],
    'Too many requests came from this address',
    'From one address came more requests without a sign-in than the bank answers in a minute. It may be a program, or many people behind one address.',
    'Wait as long as the header retry-after says; whoever comes back and does it again waits twice as long. Sign in, or use a key, for work that asks much.',
  ),
  'invalid-input': page(
    [400],
    'The request has another shape',
    'A field is missing, unknown, or holds something that this path does not take. The list `fields` names each one and says what is wrong with it.',
    'Correct those fields and send the request again. The reference shows what the path takes.',
  ),
  'broken-json': page(
    [400],
    'The body is not valid JSON',
    'The body could not be read as JSON, or was empty where JSON is needed.',
    'Check quotes, commas and brackets, and send the header content-type: application/json.',
  ),
  'body-too-large': page(
    [413],
    'The body is too large',
    'The body is larger than this path takes: 64 KiB, more for imports and batches.',
    'Send a smaller body; divide a batch into several.',
  ),
  'line-too-long': page(
    [413],
    'A line of the stream is too long',
    'A body of lines holds one item a line, and no item needs 4,096 bytes.',
    'Write every item on a line of its own, without line breaks in it; then send the stream from that line on.',
    linesBefore,
  ),
  'chain-too-long': page(
    [422],
    'A chain is too long',
    'Linked items are written together or not at all, and so many do not fit into one batch. The line is the first of the chain.',
    'Divide the chain; then send the stream from that line on.',
    linesBefore,
  ),
  'too-slow': page(
    [408],
    'The stream took too long',
    'Nothing came for 30 seconds, or the stream was open for half an hour.',
    'Send the rest as a new stream, from that line on.',
    linesBefore,
  ),
  'too-many-streams': page(
    [429],
    'You follow the bank in many places',
    'One person may be told at once in six pages or programs.',
    'Close some of them; what is open already goes on.',
  ),
  'too-many-files': page(
    [429],
    'Your files are on their way',
    'One person may have two files on their way at once, in or out.',
    'Wait until one of them is there.',
  ),
  'media-type': page(
    [415],
    'Another kind of body is needed',
    'This path takes JSON, some paths JSON lines as well (application/x-ndjson), and it got something else.',
    'Send the header content-type: application/json.',
  ),
  'content-length': page(
    [400],
    'The body has another length',
    'The body is not as long as its header content-length says, so a part of it may be missing.',
    'Send it again; a proxy in between may have cut it.',
  ),
  'bad-path': page(
    [400, 414],
    'The path cannot be read',
    'The path is not a valid URL path, or is too long.',
    'Check how the address was put together, percent signs above all.',
  ),
  'bad-request': page(
    [400, 408, 431],
    'The request cannot be read',
    'The request breaks a rule of HTTP.',
    'Check the client or the proxy that sent it.',
  ),
  'no-such-path': page(
    [404],
    'There is nothing at this path',
    'No path of this bank looks like this one.',
    'Compare it with the reference; perhaps a letter is missing or the version is another.',
  ),
  'wrong-method': page(
    [405],
    'This path takes another method',
    'The path exists, but not for this method. The header allow names those that it takes.',
    'Use one of those methods.',
  ),
  internal: page(
    [500],
    'Something broke on our side',
    'We made a mistake, and it is written in our log under the request’s id.',
    'Ask for the present state first, or send the same request with the same id again: it is never carried out twice. If it breaks again, tell us the request id.',
    'Either all of it was done or nothing; no half of a payment exists.',
  ),
  'too-busy': page(
    [503],
    'The bank is too busy at this moment',
    'More work is waiting than can be done in good time, so this request was not begun.',
    'Wait as long as the header retry-after says, then send the same request again.',
  ),
  'books-unreachable': page(
    [503],
    'The books cannot be reached',
    'The database did not answer, or the connection to it broke while the request was under way.',
    'Send the same request again. A payment under its own id happens once, whether or not the first one was written.',
    'If the connection broke at the last moment, the payment may have been written; its id tells.',
  ),
  'no-room': page(
    [503],
    'The bank has no room left to write',
    'The disk of the database is full, or its memory is used up, so nothing new can be written. What was written before is safe.',
    'Send the same request again later. An operator frees space on the disk; the bank then goes on by itself.',
    'Nothing of this request was written.',
  ),
  stopping: page(
    [503],
    'The bank is stopping',
    'This server finishes what it has begun and takes nothing new.',
    'Send the same request again in a few seconds.',
  ),
  'not-ready': page(
    [503],
    'The bank is not ready',
    'The server is starting or stopping, or its database does not answer.',
    'Wait; an operator looks at the log and at the database.',
    notAboutMoney,
  ),
}
