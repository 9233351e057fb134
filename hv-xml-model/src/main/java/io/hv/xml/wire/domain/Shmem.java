// Made by hv-xml-model/generate from libvirt's schemas. Not to be edited.
package io.hv.xml.wire.domain;

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

/** {@code <shmem>}. */
@Generated("hv-xml-model/generate")
@XmlType(name = "")
@XmlRootElement(name = "shmem")
public final class Shmem extends WireElement {

    @XmlAttribute(name = "name")
    public @Nullable String name;

    @XmlAttribute(name = "role")
    public @Nullable String role;

    @XmlMixed
    @XmlElementRefs({
        @XmlElementRef(type = Shmem.Model.class),
        @XmlElementRef(type = Shmem.Size.class),
        @XmlElementRef(type = Shmem.Server.class),
        @XmlElementRef(type = Shmem.Msi.class),
        @XmlElementRef(type = Alias.class),
        @XmlElementRef(type = Acpi.class),
        @XmlElementRef(type = Address.class),
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

    /** {@code <model>}. */
    @XmlType(name = "")
    @XmlRootElement(name = "model")
    public static final class Model extends WireLeaf {

        @XmlAttribute(name = "type")
        public @Nullable String type;
    }

    /** {@code <size>}. */
    @XmlType(name = "")
    @XmlRootElement(name = "size")
    public static final class Size extends WireLeaf {

        @XmlAttribute(name = "unit")
        public @Nullable String unit;
    }

    /** {@code <server>}. */
    @XmlType(name = "")
    @XmlRootElement(name = "server")
    public static final class Server extends WireLeaf {

        @XmlAttribute(name = "path")
        public @Nullable String path;
    }

    /** {@code <msi>}. */
    @XmlType(name = "")
    @XmlRootElement(name = "msi")
    public static final class Msi extends WireLeaf {

        @XmlAttribute(name = "ioeventfd")
        public @Nullable String ioeventfd;

        @XmlAttribute(name = "vectors")
        public @Nullable String vectors;
    }
}
