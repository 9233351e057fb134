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
public final class Target extends WireLeaf {

    @XmlAttribute(name = "dev")
    public @Nullable String dev;

    @XmlAttribute(name = "bus")
    public @Nullable String bus;

    @XmlAttribute(name = "tray")
    public @Nullable String tray;

    @XmlAttribute(name = "removable")
    public @Nullable String removable;

    @XmlAttribute(name = "rotation_rate")
    public @Nullable String rotationRate;
}
