package main

import (
	"bytes"
	"crypto/sha256"
	"encoding/base64"
	"fmt"
	"strings"
	"time"

	"github.com/CycloneDX/cyclonedx-go"
)

// billOfMaterials tells, as CycloneDX 1.6, what a program is made of. It has no time but that
// of the commit, and its serial number follows from what it says.
func billOfMaterials(program []byte, stamp stamp, t target, components []component) ([]byte, error) {
	subject := cyclonedx.Component{
		BOMRef:     "polygraph",
		Type:       cyclonedx.ComponentTypeApplication,
		Name:       "polygraph",
		Version:    stamp.version,
		PackageURL: "pkg:golang/github.com/polygraph-kg/polygraph@v" + stamp.version,
		Licenses:   spdx([]string{"Apache-2.0"}),
		Hashes:     &[]cyclonedx.Hash{{Algorithm: cyclonedx.HashAlgoSHA256, Value: fmt.Sprintf("%x", sha256.Sum256(program))}},
		Properties: &[]cyclonedx.Property{
			{Name: "polygraph:commit", Value: stamp.tree.commit},
			{Name: "polygraph:modified", Value: fmt.Sprint(len(stamp.tree.changed) > 0)},
			{Name: "polygraph:platform", Value: t.String()},
		},
	}
	bom := cyclonedx.NewBOM()
	bom.SpecVersion = cyclonedx.SpecVersion1_6
	bom.JSONSchema = "http://cyclonedx.org/schema/bom-1.6.schema.json"
	bom.Metadata = &cyclonedx.Metadata{Timestamp: stamp.tree.time.Format(time.RFC3339), Component: &subject}
	bom.Components = &[]cyclonedx.Component{}
	for _, c := range byName(components) {
		part, err := c.forBill()
		if err != nil {
			return nil, err
		}
		*bom.Components = append(*bom.Components, part)
	}
	unnumbered, err := encoded(bom)
	if err != nil {
		return nil, err
	}
	bom.SerialNumber = serialNumber(unnumbered)
	return encoded(bom)
}

func (c component) forBill() (cyclonedx.Component, error) {
	part := cyclonedx.Component{BOMRef: c.address, Type: cyclonedx.ComponentTypeLibrary, Name: c.name, Version: c.version, PackageURL: c.address, Licenses: spdx(c.licences)}
	if c.from != "" {
		part.ExternalReferences = &[]cyclonedx.ExternalReference{{Type: cyclonedx.ERTypeWebsite, URL: c.from}}
	}
	if c.integrity != "" {
		sum, err := base64.StdEncoding.DecodeString(strings.TrimPrefix(c.integrity, "sha512-"))
		if err != nil {
			return part, fmt.Errorf("the integrity of %s is no SHA-512: %w", c.name, err)
		}
		part.Hashes = &[]cyclonedx.Hash{{Algorithm: cyclonedx.HashAlgoSHA512, Value: fmt.Sprintf("%x", sum)}}
	}
	return part, nil
}

// spdx names licences of which all hold: one by its identifier, several in an expression.
func spdx(licences []string) *cyclonedx.Licenses {
	if len(licences) == 1 {
		return &cyclonedx.Licenses{{License: &cyclonedx.License{ID: licences[0]}}}
	}
	return &cyclonedx.Licenses{{Expression: strings.Join(licences, " AND ")}}
}

func encoded(bom *cyclonedx.BOM) ([]byte, error) {
	var b bytes.Buffer
	err := cyclonedx.NewBOMEncoder(&b, cyclonedx.BOMFileFormatJSON).SetPretty(true).SetEscapeHTML(false).EncodeVersion(bom, cyclonedx.SpecVersion1_6)
	return b.Bytes(), err
}

// serialNumber is a UUID of version 8, which leaves its digits to whoever makes it.
func serialNumber(content []byte) string {
	sum := sha256.Sum256(content)
	sum[6], sum[8] = sum[6]&0x0f|0x80, sum[8]&0x3f|0x80
	return fmt.Sprintf("urn:uuid:%x-%x-%x-%x-%x", sum[:4], sum[4:6], sum[6:8], sum[8:10], sum[10:16])
}
