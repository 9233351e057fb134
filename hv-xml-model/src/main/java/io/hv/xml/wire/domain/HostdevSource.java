// Made by hv-xml-model/generate from libvirt's schemas. Not to be edited.
package io.hv.xml.wire.domain;

import io.hv.xml.wire.Unknown;
import io.hv.xml.wire.WireElement;
import io.hv.xml.wire.WireLeaf;
import io.hv.xml.wire.basic.Adapter;
import io.hv.xml.wire.storage.Initiator;
import jakarta.xml.bind.annotation.XmlAttribute;
import jakarta.xml.bind.annotation.XmlElementRef;
import jakarta.xml.bind.annotation.XmlElementRefs;
import jakarta.xml.bind.annotation.XmlMixed;
import jakarta.xml.bind.annotation.XmlRootElement;
import jakarta.xml.bind.annotation.XmlType;
import java.util.List;
import javax.annotation.processing.Generated;
import org.jspecify.annotations.Nullable;

/** {@code <source>}. */
@Generated("hv-xml-model/generate")
@XmlType(name = "")
@XmlRootElement(name = "source")
public final class HostdevSource extends WireElement {

    @XmlAttribute(name = "startupPolicy")
    public @Nullable String startupPolicy;

    @XmlAttribute(name = "writeFiltering")
    public @Nullable String writeFiltering;

    @XmlAttribute(name = "guestReset")
    public @Nullable String guestReset;

    @XmlAttribute(name = "protocol")
    public @Nullable String protocol;

    @XmlAttribute(name = "name")
    public @Nullable String name;

    @XmlAttribute(name = "wwpn")
    public @Nullable String wwpn;

    @XmlMixed
    @XmlElementRefs({
        @XmlElementRef(type = SourceVendor.class),
        @XmlElementRef(type = SourceProduct.class),
        @XmlElementRef(type = SourceAddress.class),
        @XmlElementRef(type = Adapter.class),
        @XmlElementRef(type = HostdevSource.Host.class),
        @XmlElementRef(type = Auth.class),
        @XmlElementRef(type = Initiator.class),
        @XmlElementRef(type = HostdevSource.Block.class),
        @XmlElementRef(type = HostdevSource.Char.class),
        @XmlElementRef(type = HostdevSource.Interface.class),
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

    /** {@code <host>}. */
    @XmlType(name = "")
    @XmlRootElement(name = "host")
    public static final class Host extends WireLeaf {

        @XmlAttribute(name = "name")
        public @Nullable String name;

        @XmlAttribute(name = "port")
        public @Nullable String port;
    }

    /** {@code <block>}. */
    @XmlType(name = "")
    @XmlRootElement(name = "block")
    public static final class Block extends WireLeaf {
    }

    /** {@code <char>}. */
    @XmlType(name = "")
    @XmlRootElement(name = "char")
    public static final class Char extends WireLeaf {
    }

    /** {@code <interface>}. */
    @XmlType(name = "")
    @XmlRootElement(name = "interface")
    public static final class Interface extends WireLeaf {
    }
}
