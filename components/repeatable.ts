import type * as pulumi from "@pulumi/pulumi";
import { withServerDefaults } from "./istio/serverDefaults";

/** For charts: their objects can be created again by an update that does not know of them (`serverDefaults.ts`). */
export const repeatable: pulumi.ResourceTransform = ({ props, opts }) => ({
    props: withServerDefaults(props) as typeof props,
    opts,
});
