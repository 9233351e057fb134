// Made by hv-xml-model/generate from libvirt's schemas. Not to be edited.
package io.hv.xml.wire.domain;

import io.hv.xml.wire.WireLeaf;
import jakarta.xml.bind.annotation.XmlAttribute;
import jakarta.xml.bind.annotation.XmlRootElement;
import jakarta.xml.bind.annotation.XmlType;
import javax.annotation.processing.Generated;
import org.jspecify.annotations.Nullable;

/** {@code <geometry>}. */
@Generated("hv-xml-model/generate")
@XmlType(name = "")
@XmlRootElement(name = "geometry")
public final class Geometry extends WireLeaf {

    @XmlAttribute(name = "cyls")
    public @Nullable String cyls;

    @XmlAttribute(name = "heads")
    public @Nullable String heads;

    @XmlAttribute(name = "secs")
    public @Nullable String secs;

    @XmlAttribute(name = "trans")
    public @Nullable String trans;
}
