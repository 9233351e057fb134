// Made by hv-xml-model/generate from libvirt's schemas. Not to be edited.
package io.hv.xml.wire.nodedev;

import io.hv.xml.wire.WireLeaf;
import jakarta.xml.bind.annotation.XmlAttribute;
import jakarta.xml.bind.annotation.XmlRootElement;
import jakarta.xml.bind.annotation.XmlType;
import javax.annotation.processing.Generated;
import org.jspecify.annotations.Nullable;

/** {@code <parent>}. */
@Generated("hv-xml-model/generate")
@XmlType(name = "")
@XmlRootElement(name = "parent")
public final class Parent extends WireLeaf {

    @XmlAttribute(name = "wwnn")
    public @Nullable String wwnn;

    @XmlAttribute(name = "wwpn")
    public @Nullable String wwpn;

    @XmlAttribute(name = "fabric_wwn")
    public @Nullable String fabricWwn;
}
