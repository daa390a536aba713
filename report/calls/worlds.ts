import { worldOf } from "../../components/access";
import { perSide } from "../perSide";

/** Everything that decides who reaches whom on a side. */
export const worldIn = perSide((side) => worldOf([...side.objects, ...side.brought], side.mesh));
