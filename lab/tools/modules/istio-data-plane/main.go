// Command render-chart prints the objects of a chart with the values on standard input, as `helm template` would.
package main

import (
	"fmt"
	"io"
	"maps"
	"os"
	"slices"
	"strings"

	"helm.sh/helm/v4/pkg/chart/common"
	commonutil "helm.sh/helm/v4/pkg/chart/common/util"
	chart "helm.sh/helm/v4/pkg/chart/v2"
	loader "helm.sh/helm/v4/pkg/chart/v2/loader"
	"helm.sh/helm/v4/pkg/engine"
)

func main() {
	if len(os.Args) != 5 {
		fail(fmt.Errorf("usage: render-chart FOLDER RELEASE NAMESPACE KUBERNETES-VERSION < VALUES"))
	}
	folder, release, namespace, kubernetes := os.Args[1], os.Args[2], os.Args[3], os.Args[4]
	input, err := io.ReadAll(os.Stdin)
	check(err)
	values, err := common.ReadValues(input)
	check(err)
	loaded, err := loader.LoadDir(folder)
	check(err)
	version, err := common.ParseKubeVersion(kubernetes)
	check(err)
	capabilities := *common.DefaultCapabilities
	capabilities.KubeVersion = *version
	options := common.ReleaseOptions{Name: release, Namespace: namespace, IsInstall: true}
	rendered, err := render(loaded, values, options, &capabilities)
	check(err)
	for _, text := range rendered {
		fmt.Printf("---\n%s\n", text)
	}
}

func render(loaded *chart.Chart, values common.Values, options common.ReleaseOptions, capabilities *common.Capabilities) ([]string, error) {
	all, err := commonutil.ToRenderValues(loaded, values, options, capabilities)
	if err != nil {
		return nil, err
	}
	files, err := engine.Render(loaded, all)
	if err != nil {
		return nil, err
	}
	texts := []string{}
	for _, crd := range loaded.CRDObjects() {
		texts = append(texts, string(crd.File.Data))
	}
	for _, name := range slices.Sorted(maps.Keys(files)) {
		if !strings.HasSuffix(name, "NOTES.txt") {
			texts = append(texts, files[name])
		}
	}
	return texts, nil
}

func check(err error) {
	if err != nil {
		fail(err)
	}
}

func fail(err error) {
	fmt.Fprintln(os.Stderr, err)
	os.Exit(1)
}
