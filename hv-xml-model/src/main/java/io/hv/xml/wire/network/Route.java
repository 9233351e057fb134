// Made by hv-xml-model/generate from libvirt's schemas. Not to be edited.
package io.hv.xml.wire.network;

import io.hv.xml.wire.WireLeaf;
import jakarta.xml.bind.annotation.XmlAttribute;
import jakarta.xml.bind.annotation.XmlRootElement;
import jakarta.xml.bind.annotation.XmlType;
import javax.annotation.processing.Generated;
import org.jspecify.annotations.Nullable;

/** {@code <route>}. */
@Generated("hv-xml-model/generate")
@XmlType(name = "")
@XmlRootElement(name = "route")
public final class Route extends WireLeaf {

    @XmlAttribute(name = "family")
    public @Nullable String family;

    @XmlAttribute(name = "address")
    public @Nullable String address;

    @XmlAttribute(name = "netmask")
    public @Nullable String netmask;

    @XmlAttribute(name = "prefix")
    public @Nullable String prefix;

    @XmlAttribute(name = "gateway")
    public @Nullable String gateway;

    @XmlAttribute(name = "metric")
    public @Nullable String metric;
}
