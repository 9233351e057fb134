// Made by hv-xml-model/generate from libvirt's schemas. Not to be edited.
package io.hv.xml.wire.domainbackup;

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

/** {@code <domainbackup>}. */
@Generated("hv-xml-model/generate")
@XmlType(name = "")
@XmlRootElement(name = "domainbackup")
public final class Domainbackup extends WireElement {

    @XmlAttribute(name = "mode")
    public @Nullable String mode;

    @XmlMixed
    @XmlElementRefs({
        @XmlElementRef(type = Domainbackup.Incremental.class),
        @XmlElementRef(type = Disks.class),
        @XmlElementRef(type = Domainbackup.Server.class),
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

    /** {@code <incremental>}. */
    @XmlType(name = "")
    @XmlRootElement(name = "incremental")
    public static final class Incremental extends WireLeaf {
    }

    /** {@code <server>}. */
    @XmlType(name = "")
    @XmlRootElement(name = "server")
    public static final class Server extends WireLeaf {

        @XmlAttribute(name = "tls")
        public @Nullable String tls;

        @XmlAttribute(name = "transport")
        public @Nullable String transport;

        @XmlAttribute(name = "name")
        public @Nullable String name;

        @XmlAttribute(name = "port")
        public @Nullable String port;

        @XmlAttribute(name = "socket")
        public @Nullable String socket;
    }
}
