import { enumerated } from "../../objects/names";
import type { HeaderMatch } from "./limitingPatch";

/** The requests that a limit counts: `GET /a/* but /a/b on example.com`; empty for all. */
export function requestsInWords(headers: readonly HeaderMatch[]): string {
    const said = (name: string, isInverted: boolean): readonly string[] =>
        headers
            .filter((each) => each.name === name && (each.invert_match === true) === isInverted)
            .map((each) => valuesIn(each.string_match?.safe_regex?.regex ?? JSON.stringify(each)));
    const others = headers.filter(({ name }) => ![":authority", ":path", ":method"].includes(name ?? ""));
    const [methods, paths, hosts] = [":method", ":path", ":authority"].map((each) => said(each, false)) as [
        readonly string[],
        readonly string[],
        readonly string[],
    ];
    const but = [":method", ":path", ":authority"].flatMap((each) => said(each, true));
    return [
        ...methods,
        ...paths,
        ...(but.length === 0 ? [] : [`but ${enumerated(but)}`]),
        ...(hosts.length === 0 ? [] : [`on ${enumerated(hosts)}`]),
        ...others.map((each) => `with ${JSON.stringify(each)}`),
    ].join(" ");
}

/** What our own expressions stand for: paths, hosts and methods; any other as it is written. */
function valuesIn(regex: string): string {
    const parts = regex.split(/(?<!\\)\|/).map((each) => {
        const bare = each.replace(/^\(\?i\)/, "").replace(/\((\\\?|:)\.\*\)\?$/, "");
        const isPrefix = bare.endsWith("/.*");
        const text = isPrefix ? bare.slice(0, -2) : bare;
        return /(?<!\\)[$*+?()[\]{}^]/.test(text) || /(?<!\\)\./.test(text)
            ? undefined
            : `${text.replaceAll(/\\(.)/g, "$1")}${isPrefix ? "*" : ""}`;
    });
    return parts.some((each) => each === undefined) ? regex : enumerated(parts.map(String));
}
