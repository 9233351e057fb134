// Made by hv-xml-model/generate from libvirt's schemas. Not to be edited.
package io.hv.xml.wire.domain;

import io.hv.xml.wire.WireLeaf;
import jakarta.xml.bind.annotation.XmlAttribute;
import jakarta.xml.bind.annotation.XmlRootElement;
import jakarta.xml.bind.annotation.XmlType;
import javax.annotation.processing.Generated;
import org.jspecify.annotations.Nullable;

/** {@code <target>}. */
@Generated("hv-xml-model/generate")
@XmlType(name = "")
@XmlRootElement(name = "target")
public final class ChannelTarget extends WireLeaf {

    @XmlAttribute(name = "type")
    public @Nullable String type;

    @XmlAttribute(name = "address")
    public @Nullable String address;

    @XmlAttribute(name = "port")
    public @Nullable String port;

    @XmlAttribute(name = "name")
    public @Nullable String name;

    @XmlAttribute(name = "state")
    public @Nullable String state;
}
