import { badRelease } from "../components/graph/formats";
import { type Content, section, text } from "../components/graph/shape";

export const cni = section(
    {
        version: text(
            "a version such as 1.31.1",
            "Exact Istio version; it follows the control planes.",
            badRelease,
        ),
        namespace: text("the name of a namespace", "Namespace of its own. Defaults to istio-cni.").optional(),
    },
    "a map such as { version: 1.31.1 }",
    "istio-cni, which redirects pods' traffic without privileges of their own. Defaults to none of this stack's.",
);
export type RawCni = Content<typeof cni>;
