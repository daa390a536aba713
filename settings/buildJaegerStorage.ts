import type { JaegerStorage } from "../components/graph";
import type { RawJaeger } from "./observabilityPartSchemas";

type RawStorage = NonNullable<RawJaeger["storage"]>;

/** Which words each kind of storage knows beside `kind`, and which of them it cannot do without. */
export const storageFields = {
    badger: { known: ["size", "storageClass"], needed: [] },
    opensearch: { known: ["url", "indexPrefix", "secret"], needed: ["url"] },
    elasticsearch: { known: ["url", "indexPrefix", "secret"], needed: ["url"] },
    cassandra: { known: ["servers", "keyspace", "secret"], needed: ["servers"] },
    clickhouse: { known: ["servers", "database", "secret"], needed: ["servers"] },
} as const satisfies Record<JaegerStorage["kind"], { known: readonly string[]; needed: readonly string[] }>;

/** @param size - of Badger's disk, where none is written */
export function buildJaegerStorage(raw: RawStorage, size: string): JaegerStorage {
    const secret = raw.secret === undefined ? {} : { secret: raw.secret };
    const servers = [...(raw.servers ?? [])];
    const kind = raw.kind ?? "badger";
    switch (kind) {
        case "badger":
            return {
                kind,
                size: raw.size ?? size,
                ...(raw.storageClass === undefined ? {} : { storageClass: raw.storageClass }),
            };
        case "opensearch":
        case "elasticsearch":
            return { kind, url: raw.url ?? "", indexPrefix: raw.indexPrefix ?? "jaeger", ...secret };
        case "cassandra":
            return { kind, servers, keyspace: raw.keyspace ?? "jaeger", ...secret };
        case "clickhouse":
            return { kind, servers, database: raw.database ?? "jaeger", ...secret };
    }
}
