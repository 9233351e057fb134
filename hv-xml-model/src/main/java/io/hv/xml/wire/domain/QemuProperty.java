// Made by hv-xml-model/generate from libvirt's schemas. Not to be edited.
package io.hv.xml.wire.domain;

import io.hv.xml.wire.WireLeaf;
import jakarta.xml.bind.annotation.XmlAttribute;
import jakarta.xml.bind.annotation.XmlRootElement;
import jakarta.xml.bind.annotation.XmlType;
import javax.annotation.processing.Generated;
import org.jspecify.annotations.Nullable;

/** {@code <property>} of http://libvirt.org/schemas/domain/qemu/1.0. */
@Generated("hv-xml-model/generate")
@XmlType(name = "")
@XmlRootElement(name = "property", namespace = "http://libvirt.org/schemas/domain/qemu/1.0")
public final class QemuProperty extends WireLeaf {

    @XmlAttribute(name = "name")
    public @Nullable String name;

    @XmlAttribute(name = "type")
    public @Nullable String type;

    @XmlAttribute(name = "value")
    public @Nullable String value;
}
