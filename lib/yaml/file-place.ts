/** A place in a file, counted from 1. */
export interface FilePlace {
  readonly line: number;
  readonly column: number;
  /**
   * The file, where it is another than the one that is read.
   * @default that file
   */
  readonly file?: string;
}
