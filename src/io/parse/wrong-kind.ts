/** The document is whole, as far as one can tell, and is none of the kind that was asked for. */
export class WrongKind extends TypeError {
  override readonly name = 'WrongKind'
}
