// Made by hv-xml-model/generate from libvirt's schemas. Not to be edited.
package io.hv.xml.wire.capability;

import io.hv.xml.wire.WireLeaf;
import jakarta.xml.bind.annotation.XmlAttribute;
import jakarta.xml.bind.annotation.XmlRootElement;
import jakarta.xml.bind.annotation.XmlType;
import javax.annotation.processing.Generated;
import org.jspecify.annotations.Nullable;

/** {@code <cpu>}. */
@Generated("hv-xml-model/generate")
@XmlType(name = "")
@XmlRootElement(name = "cpu")
public final class Cpu extends WireLeaf {

    @XmlAttribute(name = "id")
    public @Nullable String id;

    @XmlAttribute(name = "socket_id")
    public @Nullable String socketId;

    @XmlAttribute(name = "die_id")
    public @Nullable String dieId;

    @XmlAttribute(name = "core_id")
    public @Nullable String coreId;

    @XmlAttribute(name = "siblings")
    public @Nullable String siblings;
}
