// Made by hv-xml-model/generate from libvirt's schemas. Not to be edited.
package io.hv.xml.wire.domain;

import io.hv.xml.wire.WireLeaf;
import jakarta.xml.bind.annotation.XmlAttribute;
import jakarta.xml.bind.annotation.XmlRootElement;
import jakarta.xml.bind.annotation.XmlType;
import javax.annotation.processing.Generated;
import org.jspecify.annotations.Nullable;

/** {@code <ip>}. */
@Generated("hv-xml-model/generate")
@XmlType(name = "")
@XmlRootElement(name = "ip")
public final class Ip extends WireLeaf {

    @XmlAttribute(name = "address")
    public @Nullable String address;

    @XmlAttribute(name = "family")
    public @Nullable String family;

    @XmlAttribute(name = "prefix")
    public @Nullable String prefix;

    @XmlAttribute(name = "peer")
    public @Nullable String peer;
}
