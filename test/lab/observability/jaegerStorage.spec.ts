import { expect } from "chai";
import type { JaegerStorage } from "../../../components/graph/observability";
import { jaegerConfig } from "../../../components/observability/jaeger/jaegerConfig";
import type { JaegerSettings } from "../../../components/observability/jaeger/settings";
import { folderFor, stopPrograms } from "./support";
import { jaegerSettings } from "./support/stack";
import { complaints } from "./support/validate";

const storages: readonly JaegerStorage[] = [
    { kind: "badger", size: "1Gi" },
    { kind: "opensearch", url: "https://search:9200", secret: "search", indexPrefix: "jaeger" },
    { kind: "elasticsearch", url: "https://search:9200", secret: "search", indexPrefix: "jaeger" },
    { kind: "cassandra", servers: ["cassandra:9042"], keyspace: "jaeger", secret: "cassandra" },
    { kind: "clickhouse", servers: ["clickhouse:9000"], database: "jaeger", secret: "clickhouse" },
];
const kafka = { brokers: ["kafka:9092"], topic: "jaeger-spans" };
const login = { STORAGE_USERNAME: "jaeger", STORAGE_PASSWORD: "s3cret" };

describe("Jaeger's configuration for storage outside", () => {
    after(stopPrograms);

    async function settings(rest: Partial<JaegerSettings>): Promise<JaegerSettings> {
        return jaegerSettings(folderFor("jaeger"), { metrics: "http://prometheus:9090", ...rest });
    }

    for (const storage of storages) {
        it(`has no key or value that Jaeger does not know, for ${storage.kind}`, async () => {
            const all = await settings({ storage: { storage, retention: "48h", folder: "/data" } });
            expect(await complaints("jaeger", jaegerConfig(all), login)).to.equal("");
        });
    }

    for (const role of ["collector", "ingester"] as const) {
        it(`has none for the ${role} with Kafka between`, async () => {
            expect(await complaints("jaeger", jaegerConfig(await settings({ role, kafka })))).to.equal("");
        });
    }

    it("would be refused for a key that Jaeger does not know", async () => {
        const config = jaegerConfig(await settings({}));
        const wrong = {
            ...config,
            exporters: { jaeger_storage_exporter: { trace_storage: "main", nonsense: 1 } },
        };
        expect(await complaints("jaeger", wrong)).to.contain("nonsense");
    });
});
