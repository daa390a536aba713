/** Account whose comments and issues are ours; a marker alone could be written by anybody. */
export const ourLogin = "github-actions[bot]";

/** What makes a comment or an issue findable, whatever it says; readers do not see it. */
export function markerOf(name: string): string {
    return `<!-- meshwright:${name} -->`;
}

interface Written {
    readonly body?: string | null;
    readonly user?: { readonly login?: string } | null;
}

export function isOurs(written: unknown, marker: string, login: string): boolean {
    const { body, user } = (written ?? {}) as Written;
    return user?.login === login && (body ?? "").startsWith(marker);
}
