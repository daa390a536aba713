import * as pulumi from "@pulumi/pulumi";
import { MockMonitor } from "@pulumi/pulumi/runtime/mocks";
import * as state from "@pulumi/pulumi/runtime/state";

/** What is known of the engine; its types keep this to themselves. */
interface EngineState {
    getStore(): { supportsTransforms: boolean };
}

export interface Registered {
    readonly type: string;
    readonly name: string;
    readonly inputs: Record<string, unknown>;
}

/**
 * Replaces the engine in this process and collects every registration. Call it before anything that creates
 * resources is imported. Chart resources have no children here: the engine would render them.
 */
export function recordRegistrations(stack: string, config: Record<string, string> = {}): Registered[] {
    const registered: Registered[] = [];
    acceptHooks();
    pulumi.runtime.setMocks(
        {
            newResource: ({ type, name, inputs }) => {
                registered.push({ type, name, inputs });
                return { id: `${name}-id`, state: inputs };
            },
            call: ({ inputs }) => inputs,
        },
        "meshwright",
        stack,
        false,
    );
    // The real engine is asked what it can before anything is registered; the mock one is not.
    (state as unknown as EngineState).getStore().supportsTransforms = true;
    pulumi.runtime.setAllConfig(config);
    return registered;
}

/** The mock engine knows no hooks, and a program that makes one would wait for ever for it to be registered. */
function acceptHooks(): void {
    Object.assign(MockMonitor.prototype, {
        registerResourceHook: (_: unknown, callback: (error: null, answer: object) => void) =>
            callback(null, {}),
    });
}

/** Resolves when every registration that was started has reached the mocks. */
export async function settled(): Promise<void> {
    await pulumi.runtime.disconnect();
}

export function typesAndNames(registered: readonly Registered[]): string[] {
    return registered.map(({ type, name }) => `${type} ${name}`).sort();
}
