import { expect } from "chai";
import type { JaegerStorage } from "../../../components/graph/observability";
import { backends } from "../../../components/observability/jaeger/storage";

const of = (storage: JaegerStorage) => backends({ storage, retention: "48h", folder: "/data" });
// biome-ignore-start lint/suspicious/noTemplateCurlyInString: variables of the collector's own configuration.
const login = {
    auth: { basic: { username: "${env:STORAGE_USERNAME}", password: "${env:STORAGE_PASSWORD}" } },
};
// biome-ignore-end lint/suspicious/noTemplateCurlyInString: see above.

describe("Jaeger's storage", () => {
    it("is Badger on a disk, for as long as the settings say, and ten years for the archive", () => {
        expect(of({ kind: "badger", size: "10Gi" })).to.deep.equal({
            main: {
                badger: {
                    directories: { keys: "/data/main/keys", values: "/data/main/values" },
                    ephemeral: false,
                    ttl: { spans: "48h" },
                },
            },
            archive: {
                badger: {
                    directories: { keys: "/data/archive/keys", values: "/data/archive/values" },
                    ephemeral: false,
                    ttl: { spans: "87600h" },
                },
            },
        });
    });

    for (const kind of ["opensearch", "elasticsearch"] as const) {
        it(`is ${kind} in indices by day, whose credentials come from the environment`, () => {
            const storage = { kind, url: "https://search:9200", secret: "search", indexPrefix: "jaeger" };
            const { main, archive } = of(storage);
            expect(main?.[kind]).to.deep.include({ server_urls: ["https://search:9200"], ...login });
            const daily = { date_layout: "2006-01-02", rollover_frequency: "day" };
            expect(Object(main?.[kind]).indices).to.deep.equal({
                index_prefix: "jaeger",
                spans: daily,
                services: daily,
                dependencies: daily,
                sampling: daily,
            });
            expect(Object(archive?.[kind]).indices.index_prefix).to.equal("jaeger-archive");
        });
    }

    it("is Cassandra in a keyspace each, with the time to live of its rows", () => {
        const storage = { kind: "cassandra", servers: ["cassandra:9042"], keyspace: "jaeger" } as const;
        const { main, archive } = of(storage);
        expect(main?.["cassandra"]).to.deep.equal({
            schema: { keyspace: "jaeger", create: true, trace_ttl: "48h" },
            connection: { servers: ["cassandra:9042"], tls: { insecure: true } },
        });
        expect(Object(archive?.["cassandra"]).schema).to.deep.equal({
            keyspace: "jaeger_archive",
            create: true,
            trace_ttl: "87600h",
        });
        expect(
            Object(of({ ...storage, secret: "cassandra" })["main"]?.["cassandra"]).connection,
        ).to.deep.include(login);
    });

    it("is ClickHouse without an archive", () => {
        const storage = {
            kind: "clickhouse",
            servers: ["clickhouse:9000"],
            database: "jaeger",
            secret: "clickhouse",
        } as const;
        expect(of(storage)).to.deep.equal({
            main: {
                clickhouse: {
                    addresses: ["clickhouse:9000"],
                    database: "jaeger",
                    ...login,
                    create_schema: true,
                },
            },
        });
    });

    it("asks without credentials where no Secret is named", () => {
        const storage = { kind: "opensearch", url: "http://search:9200", indexPrefix: "jaeger" } as const;
        expect(JSON.stringify(of(storage))).to.not.contain("STORAGE_");
    });
});
