/**
 * In the place of cdktf's own: it notes of every token where it was made, all of the stack, of which nothing is ever
 * printed. Half of what a synthesis takes in a test is that.
 */
export function captureStackTrace(): readonly string[] {
  return [];
}
