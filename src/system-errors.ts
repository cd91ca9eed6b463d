/** Whether `error` is one of the system's with this code. */
export function isCode(error: unknown, code: string): boolean {
  return error instanceof Error && "code" in error && error.code === code;
}

const REASONS: Readonly<Record<string, string>> = {
  EACCES: "permission denied",
  EPERM: "not permitted",
  ENOSPC: "no space left on the device",
  EROFS: "the file system is read-only",
  EISDIR: "it is a folder",
  EEXIST: "there is a file of that name",
  ENOENT: "no such file or folder",
  ENOTDIR: "a part of the path is no folder",
  ELOOP: "the links lead in a circle",
  ENAMETOOLONG: "the name is too long",
  EFBIG: "the file would be larger than is allowed",
  EDQUOT: "the disk quota is used up",
  ENXIO: "nothing is at the other end",
  EMFILE: "too many open files",
  EIO: "input/output error",
};

/** A system's error in a few words. */
export function reason(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const code = "code" in error ? String(error.code) : "";
  return REASONS[code] ?? (code === "" ? error.message : code);
}
