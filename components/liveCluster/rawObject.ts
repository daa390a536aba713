/** What is read of an object as the API server sends it; whatever its kind does not have is absent. */
export interface RawObject {
    readonly metadata?: RawMetadata;
    readonly spec?: RawSpec;
    readonly status?: {
        readonly phase?: string;
        readonly availableReplicas?: number;
        readonly desiredNumberScheduled?: number;
        readonly numberAvailable?: number;
        readonly active?: number;
        readonly conditions?: readonly { readonly type: string; readonly status: string }[];
    };
    readonly webhooks?: readonly {
        readonly clientConfig?: {
            readonly service?: { readonly name: string; readonly namespace: string };
            readonly url?: string;
        };
    }[];
}

export interface RawMetadata {
    readonly name?: string;
    readonly uid?: string;
    readonly namespace?: string;
    readonly labels?: Readonly<Record<string, string>>;
    readonly annotations?: Readonly<Record<string, string>>;
    readonly deletionTimestamp?: string;
    readonly ownerReferences?: readonly {
        readonly kind: string;
        readonly name: string;
        readonly controller?: boolean;
    }[];
}

export interface RawContainer {
    readonly name: string;
    readonly image?: string;
    /** A value taken from elsewhere is absent. */
    readonly env?: readonly { readonly name: string; readonly value?: string }[];
}

export interface RawPodTemplate {
    readonly metadata?: RawMetadata;
    readonly spec?: RawSpec;
}

export interface RawSpec {
    readonly containers?: readonly RawContainer[];
    readonly initContainers?: readonly RawContainer[];
    readonly replicas?: number;
    readonly parallelism?: number;
    readonly template?: RawPodTemplate;
    readonly jobTemplate?: { readonly spec?: { readonly template?: RawPodTemplate } };
    /** Labels to labels in a Service; in everything else it is not read. */
    readonly selector?: Readonly<Record<string, string>>;
    /** Of a Service. */
    readonly type?: string;
    readonly externalName?: string;
    readonly gatewayClassName?: string;
    readonly infrastructure?: { readonly labels?: Readonly<Record<string, string>> };
    /** Of a WorkloadEntry. */
    readonly labels?: Readonly<Record<string, string>>;
    /** Of a WorkloadGroup: what its entries get. */
    readonly metadata?: { readonly labels?: Readonly<Record<string, string>> };
}
