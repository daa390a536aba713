import type { CheckResult, DiffResult, Provider } from "@pulumi/pulumi/provider";
import sdk from "@pulumi/random/package.json";
import { newPassword, problemsWith, understood, withDefaults } from "./password";

const token = "random:index/randomPassword:RandomPassword";

export const standInNotice =
    `STAND-IN: this lab makes ${token} itself, because Pulumi's plugin for it is not here and cannot be built from a ` +
    "Go module. The password is random, kept in the state as the plugin would keep it, and there is no bcryptHash.";

type Properties = Readonly<Record<string, unknown>>;

/**
 * Stands in for Pulumi's plugin `random`: one token, its inputs, its state. As with the plugin every change of an
 * input replaces the password, and nothing outside the state knows of it, so that reading gives back what is there.
 */
export function randomPlugin(warn: (text: string) => void): Provider {
    return {
        version: sdk.version,
        check: async (urn, _olds: Properties, news: Properties): Promise<CheckResult> => {
            onlyPasswords(urn);
            const unknown = Object.keys(news).filter(
                (key) => !key.startsWith("__") && news[key] !== undefined && !understood.includes(key),
            );
            const shape = withDefaults(news);
            const failures = [
                ...unknown.map((property) => ({
                    property,
                    reason: `the lab's stand-in for ${token} does not understand it`,
                })),
                ...problemsWith(shape),
            ];
            return { inputs: shape, failures };
        },
        diff: async (_id, urn, olds: Properties, news: Properties): Promise<DiffResult> => {
            onlyPasswords(urn);
            const [before, after] = [withDefaults(olds), withDefaults(news)];
            const replaces = understood.filter((key) => textOf(before, key) !== textOf(after, key));
            return { changes: replaces.length > 0, replaces };
        },
        create: async (urn, inputs: Properties) => {
            onlyPasswords(urn);
            warn(standInNotice);
            const shape = withDefaults(inputs);
            // The plugin's own id is the word none: anything else would be a second place where the password is.
            return { id: "none", outs: { ...shape, result: newPassword(shape) } };
        },
        read: async (id, urn, props: Properties) => {
            onlyPasswords(urn);
            return { id, props };
        },
        update: async (_id, urn) => {
            onlyPasswords(urn);
            throw new Error(`every change of ${token} replaces it, so there is nothing to update`);
        },
        delete: async (_id, urn) => onlyPasswords(urn),
    };
}

function onlyPasswords(urn: string): void {
    const type = urn.split("::")[2]?.split("$").at(-1);
    if (type !== token) {
        throw new Error(`the stand-in knows ${token} and not ${type}`);
    }
}

function textOf(shape: object, key: string): string | undefined {
    const value: unknown = new Map(Object.entries(shape)).get(key);
    return value !== null && typeof value === "object"
        ? JSON.stringify(Object.entries(value).sort())
        : JSON.stringify(value);
}
