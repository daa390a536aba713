import type { Trouble } from "./shape/leaves";
import { shown } from "./shape/shown";

const rules: readonly { readonly wrong: (path: string) => boolean; readonly because: string }[] = [
    { wrong: (path) => !path.startsWith("/"), because: `does not start with "/"; write "/" in front` },
    {
        wrong: (path) => /[{}]/.test(path),
        because: `has a template; write the part before it as a prefix ending in "/*"`,
    },
    {
        wrong: (path) => /[?#]/.test(path),
        because: "has a query or fragment, which never takes part in a match; remove it",
    },
    // The proxies decode and merge slashes before they match, so an encoded path can never be seen by a rule.
    {
        wrong: (path) => path.includes("%"),
        because: "is percent-encoded; write the decoded path, that is what is matched",
    },
    {
        wrong: (path) => path.includes("//"),
        because: `has an empty segment; slashes are merged before a match, write one "/"`,
    },
    {
        wrong: (path) => /(^|\/)\.{1,2}(\/|$)/.test(path),
        because: `has a "." or ".." segment; write the resolved path`,
    },
    {
        wrong: (path) => /\*(?!$)|[^/]\*$/.test(path),
        because: `has a "*" that is not its last segment; only an ending "/*" is a prefix`,
    },
    {
        wrong: (path) => !/^[!-~]*$/.test(path) || path.includes("\\"),
        because: `has a character no path carries; use printable ASCII without "\\"`,
    },
    {
        wrong: (path) => path.length > 1024,
        because: "is longer than 1024 characters; write a shorter prefix",
    },
];

/** A path of an operation: exact, or a prefix when it ends in `/*`. */
export function badPath(path: string): Trouble {
    const broken = rules.find(({ wrong }) => wrong(path));
    return broken === undefined
        ? undefined
        : { code: "bad-path", message: `the path ${shown(path)} ${broken.because}` };
}
