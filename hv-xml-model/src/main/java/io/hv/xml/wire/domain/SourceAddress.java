// Made by hv-xml-model/generate from libvirt's schemas. Not to be edited.
package io.hv.xml.wire.domain;

import io.hv.xml.wire.WireLeaf;
import jakarta.xml.bind.annotation.XmlAttribute;
import jakarta.xml.bind.annotation.XmlRootElement;
import jakarta.xml.bind.annotation.XmlType;
import javax.annotation.processing.Generated;
import org.jspecify.annotations.Nullable;

/** {@code <address>}. */
@Generated("hv-xml-model/generate")
@XmlType(name = "")
@XmlRootElement(name = "address")
public final class SourceAddress extends WireLeaf {

    @XmlAttribute(name = "type")
    public @Nullable String type;

    @XmlAttribute(name = "domain")
    public @Nullable String domain;

    @XmlAttribute(name = "bus")
    public @Nullable String bus;

    @XmlAttribute(name = "slot")
    public @Nullable String slot;

    @XmlAttribute(name = "function")
    public @Nullable String function;

    @XmlAttribute(name = "multifunction")
    public @Nullable String multifunction;

    @XmlAttribute(name = "device")
    public @Nullable String device;

    @XmlAttribute(name = "target")
    public @Nullable String target;

    @XmlAttribute(name = "unit")
    public @Nullable String unit;

    @XmlAttribute(name = "uuid")
    public @Nullable String uuid;
}
