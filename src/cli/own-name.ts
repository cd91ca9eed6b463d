import { createHash, randomBytes } from "node:crypto";
import { hostname } from "node:os";

/** What makes the name of a temporary file one of this machine and this run alone. Loaded when a file is made. */

/** Tells whether the process in a file's name is one of this machine. */
export const thisHost = (): string => createHash("sha256").update(hostname()).digest("hex").slice(0, 6);

export const randomName = (): string => randomBytes(4).toString("hex");
