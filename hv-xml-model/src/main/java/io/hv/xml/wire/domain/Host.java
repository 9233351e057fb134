// Made by hv-xml-model/generate from libvirt's schemas. Not to be edited.
package io.hv.xml.wire.domain;

import io.hv.xml.wire.WireLeaf;
import jakarta.xml.bind.annotation.XmlAttribute;
import jakarta.xml.bind.annotation.XmlRootElement;
import jakarta.xml.bind.annotation.XmlType;
import javax.annotation.processing.Generated;
import org.jspecify.annotations.Nullable;

/** {@code <host>}. */
@Generated("hv-xml-model/generate")
@XmlType(name = "")
@XmlRootElement(name = "host")
public final class Host extends WireLeaf {

    @XmlAttribute(name = "transport")
    public @Nullable String transport;

    @XmlAttribute(name = "name")
    public @Nullable String name;

    @XmlAttribute(name = "port")
    public @Nullable String port;

    @XmlAttribute(name = "socket")
    public @Nullable String socket;
}
