// Made by hv-xml-model/generate from libvirt's schemas. Not to be edited.
package io.hv.xml.wire.domain;

import io.hv.xml.wire.Unknown;
import io.hv.xml.wire.WireElement;
import io.hv.xml.wire.WireLeaf;
import io.hv.xml.wire.privatedata.PrivateData;
import io.hv.xml.wire.storage.Initiator;
import io.hv.xml.wire.storage.Reconnect;
import io.hv.xml.wire.storage.Reservations;
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
public final class Source extends WireElement {

    @XmlAttribute(name = "file")
    public @Nullable String file;

    @XmlAttribute(name = "fdgroup")
    public @Nullable String fdgroup;

    @XmlAttribute(name = "index")
    public @Nullable String index;

    @XmlAttribute(name = "startupPolicy")
    public @Nullable String startupPolicy;

    @XmlAttribute(name = "dev")
    public @Nullable String dev;

    @XmlAttribute(name = "dir")
    public @Nullable String dir;

    @XmlAttribute(name = "protocol")
    public @Nullable String protocol;

    @XmlAttribute(name = "name")
    public @Nullable String name;

    @XmlAttribute(name = "query")
    public @Nullable String query;

    @XmlAttribute(name = "tls")
    public @Nullable String tls;

    @XmlAttribute(name = "tlsHostname")
    public @Nullable String tlsHostname;

    @XmlAttribute(name = "pool")
    public @Nullable String pool;

    @XmlAttribute(name = "volume")
    public @Nullable String volume;

    @XmlAttribute(name = "mode")
    public @Nullable String mode;

    @XmlAttribute(name = "type")
    public @Nullable String type;

    @XmlAttribute(name = "namespace")
    public @Nullable String namespace;

    @XmlAttribute(name = "managed")
    public @Nullable String managed;

    @XmlAttribute(name = "path")
    public @Nullable String path;

    @XmlMixed
    @XmlElementRefs({
        @XmlElementRef(type = DevSeclabel.class),
        @XmlElementRef(type = Slices.class),
        @XmlElementRef(type = PrivateData.class),
        @XmlElementRef(type = io.hv.xml.wire.storage.Encryption.class),
        @XmlElementRef(type = Reservations.class),
        @XmlElementRef(type = Host.class),
        @XmlElementRef(type = Source.Snapshot.class),
        @XmlElementRef(type = Source.Config.class),
        @XmlElementRef(type = Auth.class),
        @XmlElementRef(type = Initiator.class),
        @XmlElementRef(type = Ssl.class),
        @XmlElementRef(type = Cookies.class),
        @XmlElementRef(type = Readahead.class),
        @XmlElementRef(type = Timeout.class),
        @XmlElementRef(type = Identity.class),
        @XmlElementRef(type = Source.Address.class),
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

    /** {@code <snapshot>}. */
    @XmlType(name = "")
    @XmlRootElement(name = "snapshot")
    public static final class Snapshot extends WireLeaf {

        @XmlAttribute(name = "name")
        public @Nullable String name;
    }

    /** {@code <config>}. */
    @XmlType(name = "")
    @XmlRootElement(name = "config")
    public static final class Config extends WireLeaf {

        @XmlAttribute(name = "file")
        public @Nullable String file;
    }

    /** {@code <address>}. */
    @XmlType(name = "")
    @XmlRootElement(name = "address")
    public static final class Address extends WireLeaf {

        @XmlAttribute(name = "domain")
        public @Nullable String domain;

        @XmlAttribute(name = "bus")
        public @Nullable String bus;

        @XmlAttribute(name = "slot")
        public @Nullable String slot;

        @XmlAttribute(name = "function")
        public @Nullable String function;

        @XmlAttribute(name = "multifunction")
        public @Nullable String multifunction;
    }
}
