import { type ChangedLeaf, changedLeaves, leafInWords } from "../objects/leaves";
import type { Side } from "../side";
import { changes, type Statement } from "../statement";
import { clientRanges } from "./clientRanges";
import type { ShellSettings } from "./shellSettings";

/** Settings that only the program's shell reads, leaf by leaf; nothing where one side does not know its own. */
export function settingChanges({ settings: were }: Side, { settings: are }: Side): readonly Statement[] {
    if (were === undefined || are === undefined) {
        return [];
    }
    const [left, right] = [withSharedOf(were, are), withSharedOf(are, were)];
    // Key by key: what one side lacks altogether is told field by field, not as a number of them.
    const leaves = [...new Set([...Object.keys(right), ...Object.keys(left)])].flatMap((key) =>
        changedLeaves({ [key]: left[key] ?? {} }, { [key]: right[key] ?? {} }),
    );
    return leaves.flatMap((leaf) => {
        const [, gateway] = /^gateways\.([^.]+)\.service\.sourceRanges$/.exec(leaf.path) ?? [];
        return gateway === undefined
            ? [changes("settings", `setting ${inWords(leaf)}`)]
            : clientRanges(gateway, rangesIn(leaf.before), rangesIn(leaf.after));
    });
}

/** A leaf is a list as one text. */
function rangesIn(leaf: string | undefined): readonly string[] | undefined {
    return leaf?.split(", ");
}

function inWords(leaf: ChangedLeaf): string {
    return leafInWords(leaf.after === undefined ? leaf : { ...leaf, path: `${leaf.path}:` });
}

/** Gateways and experiments that the other side has as well: one that comes or goes is told of by its objects. */
function withSharedOf(settings: ShellSettings, other: ShellSettings): ShellSettings {
    const others = named(other["namespaces"]);
    const namespaces = Object.entries(shared(settings["namespaces"], others)).map(([name, own]) => [
        name,
        { experiments: shared(named(own)["experiments"], named(others[name])["experiments"]) },
    ]);
    return {
        ...settings,
        gateways: shared(settings["gateways"], other["gateways"]),
        namespaces: Object.fromEntries(namespaces),
    };
}

/** By names that the other has as well. */
function shared(settings: unknown, other: unknown): ShellSettings {
    return Object.fromEntries(
        Object.entries(named(settings)).filter(([name]) => Object.hasOwn(named(other), name)),
    );
}

function named(settings: unknown): ShellSettings {
    return (settings ?? {}) as ShellSettings;
}
