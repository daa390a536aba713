import { createRequire } from "node:module";
import type { Policies } from "@pulumi/policy";
import * as analyzer from "@pulumi/pulumi/proto/analyzer_pb";
import { type JavaScriptValue, Struct } from "google-protobuf/google/protobuf/struct_pb";
import type { Props, Registered } from "./crossguard";

type Answer = (error: unknown, response: unknown) => void;
type Handler = (call: { readonly request: unknown }, answer: Answer) => Promise<void>;
type MakeHandler = (pack: string, version: string, level: string, policies: Policies) => Handler;

/** The handlers that the SDK serves the engine with, without a server around them. */
const server = createRequire(__filename)("@pulumi/policy/server") as {
    makeAnalyzeRpcFun: MakeHandler;
    makeAnalyzeStackRpcFun: MakeHandler;
    makeRemediateRpcFun: MakeHandler;
};

/** A resource in the engine's words, and how often its properties were read out of them. */
export interface Message {
    readonly registered: Registered;
    readonly properties: Struct;
    readonly reads: () => number;
}

export function message(registered: Registered): Message {
    // What is undefined does not cross the wire.
    const sent = JSON.parse(JSON.stringify(registered.props)) as Record<string, JavaScriptValue>;
    const properties = Struct.fromJavaScript(sent);
    const read = properties.toJavaScript.bind(properties);
    let reads = 0;
    properties.toJavaScript = () => {
        reads++;
        return read();
    };
    return { registered, properties, reads: () => reads };
}

/** What a pack says of one resource before it is created, in the order of its policies. */
export function analyze(policies: Policies, { registered, properties }: Message): Promise<string[]> {
    const request = analyzeRequest(registered, properties);
    return ask(server.makeAnalyzeRpcFun("pack", "1.0.0", "advisory", policies), request);
}

function analyzeRequest(registered: Registered, properties: Struct): analyzer.AnalyzeRequest {
    const request = new analyzer.AnalyzeRequest();
    request.setType(registered.type);
    request.setUrn(registered.urn);
    request.setName(registered.name);
    request.setProperties(properties);
    request.setOptions(new analyzer.AnalyzerResourceOptions());
    return request;
}

/** What a pack makes of a resource where all its policies have the level `remediate`; nothing where it leaves it alone. */
export async function remediate(
    policies: Policies,
    { registered, properties }: Message,
): Promise<Props | undefined> {
    const leveled = policies.map((each) => ({ ...each, enforcementLevel: "remediate" as const }));
    const response = await call<analyzer.RemediateResponse>(
        server.makeRemediateRpcFun("pack", "1.0.0", "advisory", leveled),
        analyzeRequest(registered, properties),
    );
    const all = response.getRemediationsList();
    const problem = all.map((each) => each.getDiagnostic()).find((each) => each !== "");
    if (problem !== undefined) {
        throw new Error(problem);
    }
    return all.at(-1)?.getProperties()?.toJavaScript();
}

/** What it says of a stack. */
export function analyzeStack(policies: Policies, messages: readonly Message[]): Promise<string[]> {
    const request = new analyzer.AnalyzeStackRequest();
    request.setResourcesList(
        messages.map(({ registered, properties }) => {
            const resource = new analyzer.AnalyzerResource();
            resource.setType(registered.type);
            resource.setUrn(registered.urn);
            resource.setName(registered.name);
            resource.setProperties(properties);
            resource.setOptions(new analyzer.AnalyzerResourceOptions());
            return resource;
        }),
    );
    return ask(server.makeAnalyzeStackRpcFun("pack", "1.0.0", "advisory", policies), request);
}

async function ask(handler: Handler, request: unknown): Promise<string[]> {
    const response = await call<analyzer.AnalyzeResponse>(handler, request);
    return response
        .getDiagnosticsList()
        .map((each) => `${each.getPolicyname()}: ${each.getMessage().split("\n").slice(1).join("\n")}`);
}

function call<Response>(handler: Handler, request: unknown): Promise<Response> {
    return new Promise((resolve, reject) => {
        const answer: Answer = (error, response) => {
            if (error !== undefined && error !== null) {
                reject(error);
                return;
            }
            resolve(response as Response);
        };
        // What it cannot read it does not answer.
        handler({ request }, answer).catch(reject);
    });
}
