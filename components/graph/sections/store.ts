import { type Content, oneOf, section, text, whole } from "../shape/leaves";
import { storeLoadBalancer } from "./loadBalancer";
import { connectionPool } from "./resilience";

const notEmpty = (what: string) => (value: string) =>
    value.trim() === "" ? { code: "empty", message: `is empty; write ${what}` } : undefined;

export const owner = text("the team that runs it", "Team that runs it.", notEmpty("the team that runs it"));

const why = 'why it is reached without mesh identity, such as "own AUTH"';

export const store = section(
    {
        port: whole("Port; a stack may say another one.", { min: 1, max: 65535, code: "bad-port" }),
        protocol: oneOf(["tcp", "tls"], "Plain TCP to the mesh, or TLS of the store's own.").optional(),
        owner,
        reason: text(why, "Why it is reached without mesh identity.", notEmpty(why)),
        loadBalancer: storeLoadBalancer.optional(),
        connectionPool: connectionPool.optional(),
    },
    "a store such as { port: 6379, owner: data-platform, reason: own AUTH }",
    "A database, cache or broker somebody else runs; where it is, each stack says.",
);
export type RawStore = Content<typeof store>;
