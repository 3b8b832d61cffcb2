/** Why a picture is not looked at: it is no JPEG, it is broken, or it is larger than its limits. */
export type PictureFault = 'not-a-picture' | 'broken' | 'too-large' | 'too-small'

/** A picture that is refused before anything looks at it. `fault` is stable; the message is a sentence for a person. */
export class RefusedPicture extends Error {
  override readonly name = 'RefusedPicture'
  readonly fault: PictureFault

  constructor(fault: PictureFault) {
    super(sentences[fault])
    this.fault = fault
  }
}

const sentences: Record<PictureFault, string> = {
  'not-a-picture': 'This is not a JPEG picture.',
  broken: 'This picture is broken.',
  'too-large': 'This picture is larger than is looked at.',
  'too-small': 'This picture is too small to see anybody on it.',
}
