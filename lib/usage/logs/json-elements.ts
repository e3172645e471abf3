/**
 * Cuts the elements out of a JSON document that comes in pieces, without holding the document: what stands in the lists of
 * the outermost object (`{"events": [...]}`), or in the outermost list itself. Gives the text of each element.
 * Memory: one element.
 */
export class JsonElements {
  #depth = 0;
  #inText = false;
  #escaped = false;
  #elementDepth = -1;
  #held = "";
  #start = -1;

  /** Elements that end in this piece. */
  public push(piece: string): string[] {
    const found: string[] = [];
    this.#start = this.#held === "" ? -1 : 0;
    for (let at = 0; at < piece.length; at += 1) {
      const code = piece.charCodeAt(at);
      if (this.#inText) {
        if (this.#endsText(code) && this.#elementDepth < 0 && this.#start >= 0) this.#take(piece, at, found);
        continue;
      }
      switch (code) {
        case QUOTE:
          this.#inText = true;
          if (this.#isElementStart() && this.#insideList()) this.#start = at;
          break;
        case OPEN_LIST:
          this.#open(at, "[");
          break;
        case OPEN_OBJECT:
          this.#open(at, "{");
          break;
        case CLOSE_LIST:
        case CLOSE_OBJECT:
          this.#close(piece, at, found);
          break;
        default:
      }
    }
    if (this.#start >= 0) this.#held += piece.slice(this.#start);
    return found;
  }

  /** Characters of the element that has not ended yet. */
  public get held(): number {
    return this.#held.length;
  }

  /** Whether the document has ended, with nothing open. */
  public get isWhole(): boolean {
    return this.#depth === 0 && !this.#inText;
  }

  readonly #kinds: string[] = [];

  /** Whether a text ends here that is not part of an element: it is one itself. */
  #endsText(code: number): boolean {
    if (this.#escaped) {
      this.#escaped = false;
      return false;
    }
    if (code === BACKSLASH) this.#escaped = true;
    if (code !== QUOTE) return false;
    this.#inText = false;
    return true;
  }

  #open(at: number, kind: string): void {
    if (this.#isElementStart() && this.#insideList()) {
      this.#start = at;
      this.#elementDepth = this.#depth;
    }
    this.#kinds.push(kind);
    this.#depth += 1;
  }

  #close(piece: string, at: number, found: string[]): void {
    this.#kinds.pop();
    this.#depth -= 1;
    if (this.#depth !== this.#elementDepth) return;
    this.#elementDepth = -1;
    this.#take(piece, at, found);
  }

  #take(piece: string, at: number, found: string[]): void {
    found.push(this.#held + piece.slice(this.#start, at + 1));
    this.#held = "";
    this.#start = -1;
  }

  #isElementStart(): boolean {
    return this.#elementDepth < 0 && this.#start < 0;
  }

  /** In the outermost list, or in a list that is a value of the outermost object. */
  #insideList(): boolean {
    return (
      (this.#depth === 1 && this.#kinds[0] === "[") ||
      (this.#depth === 2 && this.#kinds[0] === "{" && this.#kinds[1] === "[")
    );
  }
}

const QUOTE = 34;
const BACKSLASH = 92;
const OPEN_LIST = 91;
const CLOSE_LIST = 93;
const OPEN_OBJECT = 123;
const CLOSE_OBJECT = 125;
