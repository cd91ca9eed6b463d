/** What the process says when it ends. Changing a code is a breaking change. */
export const ExitCode = {
  /** All that was asked for is done; also when the reader of the output has closed it. */
  Done: 0,
  /** Some input could not be read or the output not be written, or `check` found differences. The rest is done. */
  Failed: 1,
  /** The command line or a rule file is wrong; nothing was done. */
  Usage: 2,
  /** A bug in tishu: the stack is on stderr. */
  Bug: 70,
} as const;

export type ExitCode = (typeof ExitCode)[keyof typeof ExitCode];
