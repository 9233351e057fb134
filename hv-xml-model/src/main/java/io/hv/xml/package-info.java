/**
 * libvirt's XML: {@link io.hv.xml.XmlDocument} reads and writes it without loss, {@link io.hv.xml.XmlDiff} compares what
 * documents mean, {@link io.hv.xml.XmlValidator} holds them to libvirt's schemas;
 * {@link io.hv.xml.DomainXml} and {@link io.hv.xml.NetworkXml} translate them to and from the neutral specs.
 */
@NullMarked
package io.hv.xml;

import org.jspecify.annotations.NullMarked;
