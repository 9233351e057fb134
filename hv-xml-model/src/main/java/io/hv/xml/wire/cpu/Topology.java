// Made by hv-xml-model/generate from libvirt's schemas. Not to be edited.
package io.hv.xml.wire.cpu;

import io.hv.xml.wire.WireLeaf;
import jakarta.xml.bind.annotation.XmlAttribute;
import jakarta.xml.bind.annotation.XmlRootElement;
import jakarta.xml.bind.annotation.XmlType;
import javax.annotation.processing.Generated;
import org.jspecify.annotations.Nullable;

/** {@code <topology>}. */
@Generated("hv-xml-model/generate")
@XmlType(name = "")
@XmlRootElement(name = "topology")
public final class Topology extends WireLeaf {

    @XmlAttribute(name = "sockets")
    public @Nullable String sockets;

    @XmlAttribute(name = "dies")
    public @Nullable String dies;

    @XmlAttribute(name = "cores")
    public @Nullable String cores;

    @XmlAttribute(name = "threads")
    public @Nullable String threads;
}
