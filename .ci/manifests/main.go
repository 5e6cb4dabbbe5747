// Command manifests builds folders of Kustomize, or reads single files, and decodes each
// object strictly into the type that Kubernetes itself decodes it into: a field that is
// misspelt, or that stands elsewhere, is an error. It also follows what objects refer to.
package main

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"

	appsv1 "k8s.io/api/apps/v1"
	corev1 "k8s.io/api/core/v1"
	networkingv1 "k8s.io/api/networking/v1"
	policyv1 "k8s.io/api/policy/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/labels"
	"k8s.io/apimachinery/pkg/runtime"
	"k8s.io/apimachinery/pkg/runtime/serializer"
	"sigs.k8s.io/kustomize/api/krusty"
	"sigs.k8s.io/kustomize/kyaml/filesys"
)

func main() {
	failed := false
	for _, path := range os.Args[1:] {
		objects, err := check(path)
		if err != nil {
			failed = true
			fmt.Fprintf(os.Stderr, "%s: %v\n", path, err)
			continue
		}
		fmt.Printf("%s: %d objects\n", path, objects)
	}
	if failed {
		os.Exit(1)
	}
}

// check tells how many objects a folder or file holds, or what is wrong with them.
func check(path string) (int, error) {
	texts, err := read(path)
	if err != nil {
		return 0, err
	}
	scheme := runtime.NewScheme()
	for _, add := range []func(*runtime.Scheme) error{corev1.AddToScheme, appsv1.AddToScheme, networkingv1.AddToScheme, policyv1.AddToScheme} {
		if err := add(scheme); err != nil {
			return 0, err
		}
	}
	decoder := serializer.NewCodecFactory(scheme, serializer.EnableStrict).UniversalDeserializer()
	var objects []runtime.Object
	var faults []error
	for _, text := range texts {
		object, _, err := decoder.Decode(text, nil, nil)
		if err != nil {
			faults = append(faults, err)
			continue
		}
		objects = append(objects, object)
	}
	return len(objects), errors.Join(append(faults, references(objects)...)...)
}

// read gives each object as YAML.
func read(path string) ([][]byte, error) {
	if filepath.Ext(path) == ".yaml" {
		text, err := os.ReadFile(path)
		return [][]byte{text}, err
	}
	built, err := krusty.MakeKustomizer(krusty.MakeDefaultOptions()).Run(filesys.MakeFsOnDisk(), path)
	if err != nil {
		return nil, err
	}
	var texts [][]byte
	for _, resource := range built.Resources() {
		text, err := resource.AsYAML()
		if err != nil {
			return nil, err
		}
		texts = append(texts, text)
	}
	return texts, nil
}

// references are faults of what only shows when objects are seen together: selectors that
// choose no Pod, ports without names, and ConfigMaps and volumes that are not there.
func references(objects []runtime.Object) (faults []error) {
	var deployment *appsv1.Deployment
	maps := make(map[string]bool)
	for _, object := range objects {
		switch o := object.(type) {
		case *appsv1.Deployment:
			deployment = o
		case *corev1.ConfigMap:
			maps[o.Name] = true
		}
	}
	if deployment == nil {
		return nil
	}
	pod := deployment.Spec.Template
	chooses := func(what string, selector *metav1.LabelSelector) {
		if chosen, err := metav1.LabelSelectorAsSelector(selector); err != nil || chosen.Empty() || !chosen.Matches(labels.Set(pod.Labels)) {
			faults = append(faults, fmt.Errorf("the selector of %s does not choose the Pods alone: %v", what, selector))
		}
	}
	ports, volumes := make(map[string]bool), make(map[string]bool)
	for _, volume := range pod.Spec.Volumes {
		volumes[volume.Name] = true
		if volume.ConfigMap != nil && !maps[volume.ConfigMap.Name] {
			faults = append(faults, fmt.Errorf("there is no ConfigMap %s", volume.ConfigMap.Name))
		}
	}
	for _, container := range pod.Spec.Containers {
		for _, port := range container.Ports {
			ports[port.Name] = true
		}
		for _, mount := range container.VolumeMounts {
			if !volumes[mount.Name] {
				faults = append(faults, fmt.Errorf("there is no volume %s", mount.Name))
			}
		}
		for _, probe := range []*corev1.Probe{container.StartupProbe, container.LivenessProbe, container.ReadinessProbe} {
			if probe == nil || probe.HTTPGet == nil || !ports[probe.HTTPGet.Port.StrVal] {
				faults = append(faults, fmt.Errorf("a probe is missing, or asks on a port that is not there"))
			}
		}
	}
	chooses("the Deployment", deployment.Spec.Selector)
	for _, object := range objects {
		switch o := object.(type) {
		case *corev1.Service:
			chooses("the Service", &metav1.LabelSelector{MatchLabels: o.Spec.Selector})
			for _, port := range o.Spec.Ports {
				if !ports[port.TargetPort.StrVal] {
					faults = append(faults, fmt.Errorf("the Service sends to a port that is not there: %s", port.TargetPort.String()))
				}
			}
		case *policyv1.PodDisruptionBudget:
			chooses("the PodDisruptionBudget", o.Spec.Selector)
		case *networkingv1.NetworkPolicy:
			chooses("the NetworkPolicy", &o.Spec.PodSelector)
		}
	}
	return faults
}
