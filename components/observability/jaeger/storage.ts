import type { JaegerStorage } from "../../graph";
import type { Component } from "../collector/settings";
import { environmentReference } from "../goMemory";
import type { StorageSettings } from "./settings";

export const mainStorage = "main";
export const archiveStorage = "archive";

/** Variables that hold the credentials of a storage outside; filled from a Secret, so that no file has them. */
export const credentials = { username: "STORAGE_USERNAME", password: "STORAGE_PASSWORD" } as const;

const login = {
    username: environmentReference(credentials.username),
    password: environmentReference(credentials.password),
};

/** Ten years: Badger knows no "for ever", and 0 would let a trace expire as it is written. */
const archived = "87600h";

/** The two storages of a Jaeger; what is put into the archive by hand outlives its retention. */
export function backends(settings: StorageSettings): Readonly<Record<string, Component>> {
    const main = backend(settings, "main");
    return hasArchive(settings.storage)
        ? { [mainStorage]: main, [archiveStorage]: backend(settings, "archive") }
        : { [mainStorage]: main };
}

/** ClickHouse has no archive in the version that the configuration was read from. */
export function hasArchive({ kind }: JaegerStorage): boolean {
    return kind !== "clickhouse";
}

function backend({ storage, retention, folder }: StorageSettings, which: "main" | "archive"): Component {
    const archive = which === "archive";
    const kept = archive ? archived : retention;
    switch (storage.kind) {
        case "badger":
            return {
                badger: {
                    directories: { keys: `${folder}/${which}/keys`, values: `${folder}/${which}/values` },
                    ephemeral: false,
                    ttl: { spans: kept },
                },
            };
        // Indices by day, which is what a cleaner can delete by age: the storage itself keeps them for ever.
        case "opensearch":
        case "elasticsearch":
            return {
                [storage.kind]: {
                    server_urls: [storage.url],
                    ...(storage.secret === undefined ? {} : { auth: { basic: login } }),
                    indices: {
                        index_prefix: archive ? `${storage.indexPrefix}-archive` : storage.indexPrefix,
                        spans: daily,
                        services: daily,
                        dependencies: daily,
                        sampling: daily,
                    },
                },
            };
        case "cassandra":
            return {
                cassandra: {
                    schema: {
                        keyspace: archive ? `${storage.keyspace}_archive` : storage.keyspace,
                        create: true,
                        trace_ttl: kept,
                    },
                    connection: {
                        servers: storage.servers,
                        ...(storage.secret === undefined ? {} : { auth: { basic: login } }),
                        tls: { insecure: true },
                    },
                },
            };
        case "clickhouse":
            return {
                clickhouse: {
                    addresses: storage.servers,
                    database: storage.database,
                    ...(storage.secret === undefined ? {} : { auth: { basic: login } }),
                    create_schema: true,
                },
            };
    }
}

const daily = { date_layout: "2006-01-02", rollover_frequency: "day" };
