/** Plain data that Loki's configuration is built from. */
export interface LokiSettings {
    /** Address it listens on for others; empty: all of them. */
    readonly host: string;
    readonly ports: { readonly http: number; readonly grpc: number };
    /** Folder of its disk. */
    readonly folder: string;
    /** A Go duration. */
    readonly retention: string;
}

/**
 * What streams are told apart by, and nothing else: each combination is an index entry and an open chunk. The rest of
 * what the log agent says stands beside each line as structured metadata, which `| request_id="…"` finds.
 */
export const indexLabels = [
    "service.name",
    "k8s.namespace.name",
    "k8s.container.name",
    "deployment.environment.name",
] as const;

/**
 * Loki as one program on one disk. For more than one machine's logs it wants object storage: an `existing` Loki, then.
 * Its rings and its gRPC stay on the loopback, since nobody else takes part; only the HTTP port is for others, and the
 * proxy in front of it says who they are (`auth_enabled` means tenants, not passwords).
 */
export function lokiConfig({ host, ports, folder, retention }: LokiSettings) {
    return {
        auth_enabled: false,
        analytics: { reporting_enabled: false },
        server: {
            http_listen_address: host,
            http_listen_port: ports.http,
            grpc_listen_address: "127.0.0.1",
            grpc_listen_port: ports.grpc,
            log_level: "warn",
        },
        common: {
            instance_addr: "127.0.0.1",
            path_prefix: folder,
            replication_factor: 1,
            ring: { kvstore: { store: "inmemory" } },
            storage: {
                filesystem: { chunks_directory: `${folder}/chunks`, rules_directory: `${folder}/rules` },
            },
        },
        schema_config: {
            configs: [
                {
                    from: "2024-04-01",
                    store: "tsdb",
                    object_store: "filesystem",
                    schema: "v13",
                    index: { prefix: "index_", period: "24h" },
                },
            ],
        },
        // Others of the ring are waited for, 15 s before it is ready and 30 s before it ends; there are none.
        ingester: {
            lifecycler: { min_ready_duration: "0s", final_sleep: "0s" },
            wal: { enabled: true, dir: `${folder}/wal` },
        },
        // Retention is the compactor's; without it the limit below deletes nothing.
        compactor: {
            working_directory: `${folder}/compactor`,
            retention_enabled: true,
            delete_request_store: "filesystem",
        },
        limits_config: {
            retention_period: retention,
            allow_structured_metadata: true,
            volume_enabled: true,
            max_global_streams_per_user: 10_000,
            max_line_size: "256KB",
            otlp_config: {
                resource_attributes: {
                    ignore_defaults: true,
                    attributes_config: [{ action: "index_label", attributes: [...indexLabels] }],
                },
            },
        },
    };
}
