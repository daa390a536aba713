import * as k8s from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";
import { defaultValidator } from "./istio/defaultValidator";
import { tagService, tagWebhookConfiguration } from "./istio/tagWebhooks";
import { objectName } from "./naming";
import type { GuardedOptions } from "./removalGuard";
import { guardedTagObject, guardedTarget, guardTag } from "./removalGuardObjects";
import { requireArgs } from "./requiredArgs";
import { revisionName, rootNamespaceName, tagName } from "./revisionArgs";

export interface RevisionTagArgs {
    /** `default` also serves `istio-injection=enabled` and carries the default validator. */
    tag: string;
    /** The revision it points to; changing it is one update in place, never a delete. */
    revision: string;
    /** Name of the control plane's namespace. */
    rootNamespace: string;
}

/**
 * A stable name for a revision. Creates the tag's injection webhook and Service, outside any revision's chart,
 * so that moving the tag never deletes them; for `default`, the default validator as well. With a guard there is a
 * ConfigMap too, whose deletion comes first and is refused while anything follows the tag.
 */
export class RevisionTag extends pulumi.ComponentResource {
    /** Name of the tag, as given. */
    public readonly tag: pulumi.Output<string>;
    /** What it points to, as given. */
    public readonly revision: pulumi.Output<string>;

    constructor(name: string, args: RevisionTagArgs, opts?: GuardedOptions) {
        requireArgs("RevisionTag", args, {
            tag: tagName,
            revision: revisionName,
            rootNamespace: rootNamespaceName,
        });
        super("meshwright:index:RevisionTag", name, { tag: args.tag, revision: args.revision }, opts);
        const childOpts = { parent: this, hooks: guardedTagObject(opts?.guard) };
        const service = tagService(args);
        const webhooks = tagWebhookConfiguration(args);
        const objects: pulumi.Resource[] = [
            new k8s.core.v1.Service(objectName(service.metadata), service, childOpts),
            new k8s.admissionregistration.v1.MutatingWebhookConfiguration(
                objectName(webhooks.metadata),
                webhooks,
                childOpts,
            ),
        ];
        if (args.tag === "default") {
            const validator = defaultValidator(args.revision, args.rootNamespace);
            objects.push(
                new k8s.admissionregistration.v1.ValidatingWebhookConfiguration(
                    objectName(validator.metadata),
                    validator,
                    { parent: this, hooks: guardedTarget(opts?.guard) },
                ),
            );
        }
        if (opts?.guard !== undefined) {
            const { rootNamespace } = args;
            guardTag(opts?.guard, args.tag, { rootNamespace, parent: this, before: objects });
        }
        this.tag = pulumi.output(args.tag);
        this.revision = pulumi.output(args.revision);
        this.registerOutputs({ tag: this.tag, revision: this.revision });
    }
}
