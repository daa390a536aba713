import type { User } from "../components/revisions";

/** As many as fit a line; nobody reads more. */
const named = 3;

/** `1 pod`, `2 pods`. */
export function count(amount: number, noun: string): string {
    const ending = /(s|x|ch|sh)$/.test(noun) ? "es" : /[^aeiou]y$/.test(noun) ? "ies" : "s";
    return amount === 1 ? `1 ${noun}` : `${amount} ${ending === "ies" ? noun.slice(0, -1) : noun}${ending}`;
}

/** The first of them, and how many there are besides; `-` for none. */
export function listed(names: readonly string[], most = named): string {
    if (names.length === 0) {
        return "-";
    }
    const rest = names.length - most;
    return rest > 0 ? `${names.slice(0, most).join(", ")} and ${rest} more` : names.join(", ");
}

/** `Pod shop/web-1`. */
export function userInWords({ kind, namespace, name }: User): string {
    return `${kind} ${namespace === undefined ? name : `${namespace}/${name}`}`;
}
