import type { Manifest, WorkloadSelector } from "./types";

/** Where a Telemetry takes the value of a span's tag from. */
export type SpanTag =
    | { readonly literal: { readonly value: string } }
    | { readonly header: { readonly name: string; readonly defaultValue?: string } }
    | { readonly environment: { readonly name: string; readonly defaultValue?: string } };

export interface TelemetrySpec {
    readonly selector?: WorkloadSelector;
    readonly tracing?: readonly {
        readonly providers?: readonly { readonly name: string }[];
        readonly randomSamplingPercentage?: number;
        readonly customTags?: Readonly<Record<string, SpanTag>>;
        readonly disableSpanReporting?: boolean;
    }[];
    readonly accessLogging?: readonly {
        readonly providers?: readonly { readonly name: string }[];
        readonly filter?: { readonly expression: string };
        readonly disabled?: boolean;
    }[];
    readonly metrics?: readonly {
        readonly providers?: readonly { readonly name: string }[];
        readonly overrides?: readonly {
            readonly match: {
                readonly metric: string;
                readonly mode?: "CLIENT" | "SERVER" | "CLIENT_AND_SERVER";
            };
            readonly disabled?: boolean;
            readonly tagOverrides?: Readonly<
                Record<string, { readonly value: string } | { readonly operation: "REMOVE" }>
            >;
        }[];
    }[];
}
export type Telemetry = Manifest<"Telemetry", TelemetrySpec>;
