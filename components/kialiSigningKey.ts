import * as k8s from "@pulumi/kubernetes";
import type * as pulumi from "@pulumi/pulumi";
import * as random from "@pulumi/random";
import { labels } from "./labels";
import { kialiSigningKeyName, objectName } from "./naming";

export interface KialiSigningKeyArgs {
    namespace: string;
}

/**
 * What Kiali encrypts the sessions of signed-in users with, in the Secret its pod reads. Kiali does not start without
 * one of 16, 24 or 32 bytes, and a default that everybody knows would sign nothing.
 *
 * @param name - logical name of the key
 */
export function kialiSigningKey(
    name: string,
    { namespace }: KialiSigningKeyArgs,
    opts?: pulumi.CustomResourceOptions,
): k8s.core.v1.Secret {
    const key = new random.RandomPassword(name, { length: 32, special: false }, opts);
    const metadata = {
        name: kialiSigningKeyName,
        namespace,
        labels: { [labels.managedBy]: labels.managedByValue },
    };
    return new k8s.core.v1.Secret(
        objectName(metadata),
        // The one name Kiali looks for below /kiali-override-secrets.
        { metadata, type: "Opaque", stringData: { "value.txt": key.result } },
        opts,
    );
}
