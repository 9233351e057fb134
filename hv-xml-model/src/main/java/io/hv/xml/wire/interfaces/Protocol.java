// Made by hv-xml-model/generate from libvirt's schemas. Not to be edited.
package io.hv.xml.wire.interfaces;

import io.hv.xml.wire.Unknown;
import io.hv.xml.wire.WireElement;
import io.hv.xml.wire.WireLeaf;
import jakarta.xml.bind.annotation.XmlAttribute;
import jakarta.xml.bind.annotation.XmlElementRef;
import jakarta.xml.bind.annotation.XmlElementRefs;
import jakarta.xml.bind.annotation.XmlMixed;
import jakarta.xml.bind.annotation.XmlRootElement;
import jakarta.xml.bind.annotation.XmlType;
import java.util.List;
import javax.annotation.processing.Generated;
import org.jspecify.annotations.Nullable;

/** {@code <protocol>}. */
@Generated("hv-xml-model/generate")
@XmlType(name = "")
@XmlRootElement(name = "protocol")
public final class Protocol extends WireElement {

    @XmlAttribute(name = "family")
    public @Nullable String family;

    @XmlMixed
    @XmlElementRefs({
        @XmlElementRef(type = Dhcp.class),
        @XmlElementRef(type = Protocol.Ip.class),
        @XmlElementRef(type = Protocol.Route.class),
        @XmlElementRef(type = Protocol.Autoconf.class),
        @XmlElementRef(type = Unknown.class),
    })
    private @Nullable List<Object> content;

    @Override
    protected @Nullable List<Object> content() {
        return content;
    }

    @Override
    protected void content(List<Object> content) {
        this.content = content;
    }

    /** {@code <ip>}. */
    @XmlType(name = "")
    @XmlRootElement(name = "ip")
    public static final class Ip extends WireLeaf {

        @XmlAttribute(name = "address")
        public @Nullable String address;

        @XmlAttribute(name = "prefix")
        public @Nullable String prefix;
    }

    /** {@code <route>}. */
    @XmlType(name = "")
    @XmlRootElement(name = "route")
    public static final class Route extends WireLeaf {

        @XmlAttribute(name = "gateway")
        public @Nullable String gateway;
    }

    /** {@code <autoconf>}. */
    @XmlType(name = "")
    @XmlRootElement(name = "autoconf")
    public static final class Autoconf extends WireLeaf {
    }
}
