const words: Readonly<Record<string, string>> = {
    ENOENT: "there is no such file or folder",
    ENOTDIR: "what would have to be a folder on the way there is a file",
    EISDIR: "it is a folder",
    EEXIST: "a file is in its place",
    EACCES: "permission is denied",
    EPERM: "it is not permitted",
    EROFS: "the file system can only be read",
    ENOSPC: "no space is left",
    ELOOP: "its links lead in a circle",
    ENAMETOOLONG: "the name is too long",
};

/** Why the system would not read or write something; Node's own words are for programmers. */
export function whyNot(error: unknown): string {
    const { code = "", message = String(error) } = (error ?? {}) as NodeJS.ErrnoException;
    return words[code] ?? message;
}
