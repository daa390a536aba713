import { ApiClient, type ApiObject, Refused } from "../../../lab/dataplane/apiClient";
import type { LabPulumi } from "../../../lab/deploy/pulumi";
import { stackResources } from "../support/stackState";

/**
 * What the API server would answer if everything in the stack were created once more by somebody who does not know
 * that it is there: the provider of the update after one that was killed has another field manager.
 */
export async function refusalsOfSecondApply(
    pulumi: LabPulumi,
    kubeconfig: string,
): Promise<{ readonly tried: number; readonly refusals: readonly string[] }> {
    const client = new ApiClient(kubeconfig);
    const objects = (await stackResources(pulumi)).flatMap(({ inputs }) =>
        isObject(inputs) ? [inputs] : [],
    );
    const refusals: string[] = [];
    for (const object of objects) {
        const plain: unknown = JSON.parse(JSON.stringify(object, withoutOwnKeys));
        const path = await client.pathOf(object);
        try {
            const query = "fieldManager=somebody-else&dryRun=All";
            await client.send("PATCH", `${path}?${query}`, plain, "application/apply-patch+yaml");
        } catch (error) {
            if (!(error instanceof Refused)) {
                throw error;
            }
            refusals.push(error.message);
        }
    }
    return { tried: objects.length, refusals };
}

function isObject(inputs: unknown): inputs is ApiObject {
    return typeof inputs === "object" && inputs !== null && "apiVersion" in inputs && "kind" in inputs;
}

/** The provider keeps notes of its own among the inputs. */
function withoutOwnKeys(key: string, value: unknown): unknown {
    return key.startsWith("__") ? undefined : value;
}
