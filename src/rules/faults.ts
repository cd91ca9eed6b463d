import { TishuError } from "../errors.js";

/** Is told of a fault in a rule file; what is broken is left out, and the rest is read. */
export type OnFault = (fault: TishuError) => void;

/** The first fault is the last. */
export const raise: OnFault = (fault) => {
  throw fault;
};

/** Does something whose fault is told and ends nothing else. */
export function telling(onFault: OnFault, action: () => void): void {
  try {
    action();
  } catch (error) {
    if (!(error instanceof TishuError)) throw error;
    onFault(error);
  }
}
