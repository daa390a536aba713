import { badHost, badName } from "../components/graph/formats";
import { type Content, flag, section, shown, type Trouble, text, whole } from "../components/graph/shape";

/** `redis.example.com:6379` as host and port; undefined when there is no port to read. */
export function hostAndPort(value: string): { readonly host: string; readonly port: number } | undefined {
    const [, host, digits] = /^(.+):(\d{1,5})$/.exec(value) ?? [];
    const port = Number(digits);
    return host === undefined || port < 1 || port > 65535 ? undefined : { host, port };
}

function badRedis(value: string): Trouble {
    const redis = hostAndPort(value);
    if (redis === undefined) {
        const message = `${shown(value)} names no port; write host and port, as in "redis.example.com:6379"`;
        return { code: "bad-host-port", message };
    }
    return badHost(redis.host);
}

export const rateLimitService = section(
    {
        namespace: text(
            "the name of a namespace",
            "Namespace of its own. Defaults to rate-limit.",
            badName,
        ).optional(),
        tag: text(
            "the name of a revision tag",
            "Tag whose proxies it gets. Defaults to stable where that is declared, else to default.",
        ).optional(),
        replicas: whole("Pods of the service. Defaults to 1.", { min: 1, max: 100 }).optional(),
        failClosed: flag(
            "Whether requests are refused while it does not answer. Defaults to false: they pass.",
        ).optional(),
        redis: text(
            "a Redis such as redis.example.com:6379",
            "A Redis that exists. Without it one is installed beside the service; it forgets when it restarts.",
            badRedis,
        ).optional(),
    },
    "a map such as { replicas: 2 }",
    "The service that counts for all proxies together; limits of scope mesh need it.",
);
export type RawRateLimitService = Content<typeof rateLimitService>;

const most = 1_000_000;

export const callBudget = section(
    {
        warnAbove: whole("Tries above which there is a warning. Defaults to 12.", {
            min: 1,
            max: most,
        }).optional(),
        refuseAbove: whole("Tries above which there is an error. Defaults to 48.", {
            min: 1,
            max: most,
        }).optional(),
    },
    "a map such as { warnAbove: 12, refuseAbove: 48 }",
    "How many tries one request may come to anywhere behind its first caller.",
);
