// Command xds-listeners asks an istiod for the listeners of proxies, as their Envoys would, and prints them.
//
// Standard input: one JSON object a line, {"id", "type", "ip", "namespace", "serviceAccount", "labels"}.
// Standard output: one JSON object a line, {"id", "listeners": [...]} in protobuf's JSON, in the same order.
package main

import (
	"bufio"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"time"

	core "github.com/envoyproxy/go-control-plane/envoy/config/core/v3"
	listener "github.com/envoyproxy/go-control-plane/envoy/config/listener/v3"
	discovery "github.com/envoyproxy/go-control-plane/envoy/service/discovery/v3"
	"google.golang.org/grpc"
	"google.golang.org/grpc/credentials/insecure"
	"google.golang.org/protobuf/encoding/protojson"
	"google.golang.org/protobuf/types/known/structpb"

	// Every extension of Envoy and of Istio, or the listeners could not be written as JSON.
	_ "github.com/cncf/xds/go/udpa/type/v1"
	_ "istio.io/api/envoy/extensions/stats"
	_ "istio.io/istio/pkg/config/xds"
)

const listenerType = "type.googleapis.com/envoy.config.listener.v3.Listener"

type proxy struct {
	ID             string            `json:"id"`
	Type           string            `json:"type"`
	IP             string            `json:"ip"`
	Namespace      string            `json:"namespace"`
	ServiceAccount string            `json:"serviceAccount"`
	Labels         map[string]string `json:"labels"`
	Version        string            `json:"version"`
}

func main() {
	if len(os.Args) != 2 {
		fail("usage: xds-listeners HOST:PORT < proxies")
	}
	connection, err := grpc.NewClient(os.Args[1], grpc.WithTransportCredentials(insecure.NewCredentials()),
		grpc.WithDefaultCallOptions(grpc.MaxCallRecvMsgSize(256<<20)))
	check(err)
	defer connection.Close()
	client := discovery.NewAggregatedDiscoveryServiceClient(connection)
	input := bufio.NewReader(os.Stdin)
	output := bufio.NewWriter(os.Stdout)
	defer output.Flush()
	for {
		line, err := input.ReadBytes('\n')
		if len(line) > 1 {
			var asked proxy
			check(json.Unmarshal(line, &asked))
			check(answer(client, asked, output))
		}
		if err == io.EOF {
			return
		}
		check(err)
	}
}

func answer(client discovery.AggregatedDiscoveryServiceClient, asked proxy, output io.Writer) error {
	ctx, cancel := context.WithTimeout(context.Background(), 30*time.Second)
	defer cancel()
	stream, err := client.StreamAggregatedResources(ctx)
	if err != nil {
		return err
	}
	node, err := nodeOf(asked)
	if err != nil {
		return err
	}
	if err := stream.Send(&discovery.DiscoveryRequest{TypeUrl: listenerType, Node: node}); err != nil {
		return err
	}
	response, err := stream.Recv()
	if err != nil {
		return fmt.Errorf("listeners of %s: %w", asked.ID, err)
	}
	var listeners []json.RawMessage
	for _, resource := range response.Resources {
		var each listener.Listener
		if err := resource.UnmarshalTo(&each); err != nil {
			return err
		}
		text, err := protojson.Marshal(&each)
		if err != nil {
			return fmt.Errorf("listener %s of %s: %w", each.Name, asked.ID, err)
		}
		listeners = append(listeners, text)
	}
	line, err := json.Marshal(map[string]any{"id": asked.ID, "listeners": listeners})
	if err != nil {
		return err
	}
	_, err = fmt.Fprintf(output, "%s\n", line)
	return err
}

func nodeOf(asked proxy) (*core.Node, error) {
	labels := map[string]any{}
	for name, value := range asked.Labels {
		labels[name] = value
	}
	metadata, err := structpb.NewStruct(map[string]any{
		"NAMESPACE":         asked.Namespace,
		"SERVICE_ACCOUNT":   asked.ServiceAccount,
		"LABELS":            labels,
		"ISTIO_VERSION":     asked.Version,
		"INTERCEPTION_MODE": "REDIRECT",
		"CLUSTER_ID":        "Kubernetes",
	})
	if err != nil {
		return nil, err
	}
	id := fmt.Sprintf("%s~%s~%s.%s~%s.svc.cluster.local", asked.Type, asked.IP, asked.ID, asked.Namespace, asked.Namespace)
	return &core.Node{Id: id, Metadata: metadata}, nil
}

func check(err error) {
	if err != nil {
		fail(err.Error())
	}
}

func fail(message string) {
	fmt.Fprintln(os.Stderr, message)
	os.Exit(1)
}
