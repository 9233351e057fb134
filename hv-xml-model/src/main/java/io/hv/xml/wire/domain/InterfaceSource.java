// Made by hv-xml-model/generate from libvirt's schemas. Not to be edited.
package io.hv.xml.wire.domain;

import io.hv.xml.wire.Unknown;
import io.hv.xml.wire.WireElement;
import io.hv.xml.wire.WireLeaf;
import io.hv.xml.wire.network.Route;
import io.hv.xml.wire.storage.Reconnect;
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
public final class InterfaceSource extends WireElement {

    @XmlAttribute(name = "bridge")
    public @Nullable String bridge;

    @XmlAttribute(name = "macTableManager")
    public @Nullable String macTableManager;

    @XmlAttribute(name = "network")
    public @Nullable String network;

    @XmlAttribute(name = "portgroup")
    public @Nullable String portgroup;

    @XmlAttribute(name = "portid")
    public @Nullable String portid;

    @XmlAttribute(name = "dev")
    public @Nullable String dev;

    @XmlAttribute(name = "mode")
    public @Nullable String mode;

    @XmlAttribute(name = "name")
    public @Nullable String name;

    @XmlAttribute(name = "address")
    public @Nullable String address;

    @XmlAttribute(name = "port")
    public @Nullable String port;

    @XmlAttribute(name = "missing")
    public @Nullable String missing;

    @XmlAttribute(name = "switchid")
    public @Nullable String switchid;

    @XmlAttribute(name = "portgroupid")
    public @Nullable String portgroupid;

    @XmlAttribute(name = "connectionid")
    public @Nullable String connectionid;

    @XmlAttribute(name = "type")
    public @Nullable String type;

    @XmlAttribute(name = "path")
    public @Nullable String path;

    @XmlMixed
    @XmlElementRefs({
        @XmlElementRef(type = Ip.class),
        @XmlElementRef(type = Route.class),
        @XmlElementRef(type = InterfaceSource.Local.class),
        @XmlElementRef(type = SourceVendor.class),
        @XmlElementRef(type = SourceProduct.class),
        @XmlElementRef(type = SourceAddress.class),
        @XmlElementRef(type = Reconnect.class),
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

    /** {@code <local>}. */
    @XmlType(name = "")
    @XmlRootElement(name = "local")
    public static final class Local extends WireLeaf {

        @XmlAttribute(name = "address")
        public @Nullable String address;

        @XmlAttribute(name = "port")
        public @Nullable String port;
    }
}
